package event

import "strings"

// example is a payload of which a golden file exists: testdata/<type>.<name>.v<schema>.cbor.
type example struct {
	name    string
	payload Payload
}

// file is the name of its golden file, without ending.
func (e example) file() string { return e.payload.Type().String() + "." + e.name }

// testID is the n-th of some fixed ids.
func testID(n byte) ID {
	return ID{0x01, 0x77, 0xe0, 0x1f, 0x0d, 0x00, 0x70, 0, 0x80, 15: n}
}

func ptr[T any](v T) *T { return &v }

// with returns a changed copy of a payload.
func with[T any](base *T, change func(*T)) *T {
	changed := *base
	change(&changed)
	return &changed
}

// date resolves a date in UTC.
func date(edtf string) *When { return must(NewWhen(edtf, "", nil, "", ID{})) }

// fullReport sets every field of a report.
func fullReport() *Report {
	reported := must(NewWhen("2021-02-26T09:41", "this morning", ptr(must(ParseInstant("2021-02-26T17:00:00Z"))), "America/New_York", testID(90)))
	return &Report{
		ID: testID(30),
		Origin: Origin{
			Chain:      []ID{testID(31), testID(32)},
			Document:   testID(33),
			Also:       []ID{testID(34), testID(35)},
			ReportedAt: reported,
			Window:     ptr(reported.Window()),
		},
		Excerpts: []Excerpt{
			{Exact: "conducted airstrikes", Prefix: "forces ", Suffix: " against", Start: ptr(uint32(0)), End: ptr(uint32(20))},
			{Exact: "in eastern Syria"},
		},
		Cue:       "reportedly",
		Evidence:  EvidenceDocumented,
		Modality:  ModalityProbable,
		Stance:    StanceDenied,
		Statement: testID(36),
	}
}

func fullStatement() *StatementMade {
	return &StatementMade{
		Key:        "airstrikes:kirby-statement",
		Speaker:    testID(1),
		OnBehalfOf: testID(2),
		Act:        ActAnnounce,
		Addressees: []ID{testID(3)},
		Quotes:     []string{"At President Biden's direction,\nforces struck.", "zweites Zitat – ünïcode"},
		Paraphrase: "The spokesman announced the strikes.",
		About:      []ID{testID(4), testID(5)},
		Place:      testID(6),
		When:       must(NewWhen("2021-02-25?", "Thursday", ptr(must(ParseInstant("2021-02-26T00:00:00Z"))), "America/New_York", testID(91))),
		Report:     fullReport(),
	}
}

func fullAction() *ActionTaken {
	return &ActionTaken{
		Key:         "airstrikes:strike",
		Category:    CategoryAssault,
		Mode:        "aerial",
		Contexts:    []string{"military", "counter-terrorism"},
		Actors:      []ID{testID(7)},
		Recipients:  []ID{testID(8), testID(9)},
		Instrument:  "precision-guided munitions",
		Place:       testID(6),
		Purpose:     "to answer the rocket attacks",
		Description: "Air strikes on facilities near Abu Kamal.",
		Quantities: []Quantity{
			{Measure: "killed", Value: ptr(22.0), Unit: "people", Text: "at least 22"},
			{Measure: "destroyed", Min: ptr(0.0), Max: ptr(9.5)},
		},
		When:   must(NewWhen("2021-02-25", "Thursday", nil, "America/New_York", ID{})),
		Report: fullReport(),
	}
}

func fullRelation() *RelationHeld {
	return &RelationHeld{
		Key:      "airstrikes:kirby-speaks-for-pentagon",
		Relation: RelRepresents,
		Subject:  testID(1),
		Object:   testID(2),
		When:     date("2021-01-20/2022-05-13~"),
		Report:   fullReport(),
	}
}

func fullEnd() End {
	return End{Reason: ReasonSourceCorrected, Note: "The outlet corrected the toll.", Of: []ID{testID(50), testID(51)}, Origin: fullReport().Origin}
}

// examples lists at least a full and a minimal payload of every type. Where fields exclude each other there are more, so
// that together they set every field.
func examples() []example {
	correction := func(change func(*ClaimCorrected)) *ClaimCorrected {
		return with(&ClaimCorrected{Target: testID(40), EndID: testID(41), ClaimID: testID(42), End: fullEnd()}, change)
	}
	slip := End{Reason: ReasonEntryError}
	return []example{
		{"full", &EntityDescribed{
			Describes: testID(10), Key: "people:two-officials", Kind: KindAnonymousSource, Name: "two U.S. officials",
			Aliases: []string{"officials", "дипломаты"}, Identifiers: []Identifier{{"wikidata", "Q6279"}, {"lei", "5493001KJTIIGC8Y1R12"}},
			Description: "Who spoke on condition of anonymity.", Count: 2, Latitude: ptr(34.4667), Longitude: ptr(-40.9178),
		}},
		{"minimal", &EntityDescribed{Kind: KindPerson, Name: "John Kirby"}},
		{"full", &DocumentCaptured{
			Publisher: testID(11), Title: "U.S. strikes Syria", URL: "https://example.org/a?b=c", ArchiveURL: "https://archive.example.org/1",
			PublishedAt: must(NewWhen("2021-02-26", "Friday", nil, "Europe/London", ID{})), RetrievedAt: ptr(must(ParseInstant("2026-03-01T10:00:00.123456Z"))),
			Language: "en-GB", SHA256: strings.Repeat("0a", 32), Text: "The whole text.\n\nIn two paragraphs.", Media: "video/2021-02-26.mp4",
		}},
		{"minimal", &DocumentCaptured{URL: "http://example.org"}},
		{"full", fullStatement()},
		{"minimal", &StatementMade{Speaker: testID(1), Act: ActDeclineToComment}},
		{"full", fullAction()},
		{"minimal", &ActionTaken{Category: CategoryOther}},
		{"full", fullRelation()},
		{"minimal", &RelationHeld{Relation: RelMemberOf, Subject: testID(1), Object: testID(2)}},
		{"set", &RelationHeld{Relation: RelUses, Subject: testID(1), Object: testID(2), When: date("[2021-02-25,2021-02-27]")}},
		{"full", &ClaimReported{Claim: testID(20), Report: *fullReport()}},
		{"minimal", &ClaimReported{Claim: testID(20)}},
		{"statement", correction(func(k *ClaimCorrected) { k.Statement = fullStatement() })},
		{"action", correction(func(k *ClaimCorrected) { k.Action = fullAction() })},
		{"full", correction(func(k *ClaimCorrected) { k.Relation = fullRelation() })},
		{"duplicate", &ClaimCorrected{Target: testID(40), End: slip, DuplicateOf: testID(43)}},
		{"minimal", &ClaimCorrected{Target: testID(40), End: slip, Action: &ActionTaken{Category: CategoryAid}}},
		{"full", &ClaimRetracted{Target: testID(40), End: fullEnd()}},
		{"positions", &ClaimRetracted{Positions: &Positions{From: 7, To: 1 << 40}, End: slip}},
		{"minimal", &ClaimRetracted{Target: testID(40), End: slip}},
		{"full", &IdentityJudged{A: testID(60), B: testID(61), Judgement: JudgedDifferent, Note: "Two men of one name.", Origin: fullReport().Origin}},
		{"minimal", &IdentityJudged{A: testID(60), B: testID(61), Judgement: JudgedSame}},
		{"full", &ClaimAssessed{Of: testID(40), Reliability: "B", Credibility: 2, Likelihood: LikelihoodVeryLikely, Confidence: ConfidenceModerate, Note: "Fits the video."}},
		{"minimal", &ClaimAssessed{Of: testID(40), Reliability: "F"}},
		{"full", &PayloadErased{Position: 12, Reason: "Art. 17 GDPR, case 4/2026"}},
		{"minimal", &PayloadErased{Position: 1, Reason: "court order"}},
	}
}
