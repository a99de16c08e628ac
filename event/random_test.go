package event

import (
	"bytes"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// The draw functions make valid values, in which every optional field is now there and now not.

func maybe[T any](t *rapid.T, draw func(*rapid.T) T) T {
	var none T
	if rapid.Bool().Draw(t, "given") {
		return draw(t)
	}
	return none
}

func drawPtr[T any](draw func(*rapid.T) T) func(*rapid.T) *T {
	return func(t *rapid.T) *T { return ptr(draw(t)) }
}

func drawList[T any](draw func(*rapid.T) T) func(*rapid.T) []T {
	return func(t *rapid.T) []T { return rapid.SliceOfN(rapid.Custom(draw), 1, 4).Draw(t, "list") }
}

func drawID(t *rapid.T) ID {
	id := ID(rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "id"))
	id[0] |= 1 // not zero
	return id
}

func drawIDs(t *rapid.T) []ID {
	return rapid.SliceOfNDistinct(rapid.Custom(drawID), 1, 5, func(id ID) ID { return id }).Draw(t, "ids")
}

// drawName makes a short text, drawProse one that may have lines.
func drawName(t *rapid.T) string {
	return rapid.StringOfN(rapid.RuneFrom(nil, unicode.L, unicode.N, unicode.P, unicode.S), 1, 20, MaxName).Draw(t, "name")
}

func drawProse(t *rapid.T) string {
	return rapid.StringOfN(rapid.RuneFrom([]rune(" \n\t"), unicode.L, unicode.N, unicode.P), 1, 40, MaxProse).Draw(t, "prose")
}

func drawForm(pattern string) func(*rapid.T) string {
	return func(t *rapid.T) string { return rapid.StringMatching(pattern).Draw(t, "form") }
}

var (
	drawWord = drawForm(`[a-z][a-z0-9]{0,5}(-[a-z]{1,5})?`)
	drawKey  = drawForm(`[a-z0-9]{1,5}(:[a-z0-9][a-z0-9._-]{0,9}){1,2}`)
)

// drawNumber makes a value of a vocabulary.
func drawNumber[V ~uint8](v vocabulary) func(*rapid.T) V {
	return func(t *rapid.T) V { return V(rapid.Uint8Range(1, uint8(len(v.words))).Draw(t, v.of)) }
}

func drawInstant(t *rapid.T) Instant { return Instant(rapid.Int64().Draw(t, "instant")) }

func drawWhen(t *rapid.T) *When {
	dates := []string{"", "2021", "2021-02", "2021-02-XX", "2021-02-26?", "2021-02-26~", "2021-02-26T09:41:00", "202X", "2021-21", "-0043-03-15",
		"2021-01-20/2022-05-13", "/2022", "../2022", "2021/", "2021/..", "[2021-02-25,2021-02-27]", "[..2021]"}
	zone := rapid.SampledFrom([]string{"", "UTC", "America/New_York", "Asia/Baghdad", "Pacific/Apia"}).Draw(t, "zone")
	edtf := rapid.SampledFrom(dates).Draw(t, "edtf")
	text := maybe(t, drawName)
	if edtf == "" {
		text = drawName(t)
	}
	w, err := NewWhen(edtf, text, maybe(t, drawPtr(drawInstant)), zone, maybe(t, drawID))
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// drawTold makes a date with a first and a last moment.
func drawTold(t *rapid.T) *When {
	return rapid.Custom(drawWhen).Filter(func(w *When) bool { return !w.Dated() || w.Window().Bounded() }).Draw(t, "told")
}

func drawOrigin(t *rapid.T) Origin {
	o := Origin{Chain: maybe(t, drawIDs), Document: maybe(t, drawID), Also: maybe(t, drawIDs), ReportedAt: maybe(t, drawTold)}
	if o.ReportedAt.Dated() {
		o.Window = ptr(o.ReportedAt.Window())
	} else if rapid.Bool().Draw(t, "the document's date") {
		first := rapid.Int64Range(-1<<60, 1<<60).Draw(t, "first")
		o.Window = &Window{Instant(first), Instant(first + rapid.Int64Range(0, 1<<40).Draw(t, "length"))}
	}
	return o
}

func drawExcerpt(t *rapid.T) Excerpt {
	e := Excerpt{Exact: drawProse(t), Prefix: maybe(t, drawProse), Suffix: maybe(t, drawProse)}
	if rapid.Bool().Draw(t, "placed") {
		start := rapid.Uint32Range(0, 1<<31).Draw(t, "start")
		e.Start, e.End = ptr(start), ptr(start+rapid.Uint32Range(1, 1<<31-1).Draw(t, "length"))
	}
	return e
}

func drawReport(t *rapid.T) Report {
	return Report{
		ID: maybe(t, drawID), Origin: drawOrigin(t), Excerpts: maybe(t, drawList(drawExcerpt)), Cue: maybe(t, drawName),
		Evidence: maybe(t, drawNumber[Evidence](evidences)), Modality: maybe(t, drawNumber[Modality](modalities)),
		Stance: maybe(t, drawNumber[ReportStance](reportStances)), Statement: maybe(t, drawID),
	}
}

func drawQuantity(t *rapid.T) Quantity {
	q := Quantity{Measure: drawWord(t), Unit: maybe(t, drawName), Text: maybe(t, drawName)}
	number := rapid.Float64Range(-1e15, 1e15)
	switch rapid.IntRange(0, 2).Draw(t, "number") {
	case 0:
		q.Value = ptr(number.Draw(t, "value"))
	case 1:
		a, b := number.Draw(t, "min"), number.Draw(t, "max")
		q.Min, q.Max = ptr(min(a, b)), ptr(max(a, b))
	default:
		q.Text = drawName(t)
	}
	return q
}

func drawStatement(t *rapid.T) *StatementMade {
	return &StatementMade{
		Key: maybe(t, drawKey), Speaker: drawID(t), OnBehalfOf: maybe(t, drawID), Act: drawNumber[SpeechAct](speechActs)(t), Addressees: maybe(t, drawIDs),
		Quotes: maybe(t, drawList(drawProse)), Paraphrase: drawProse(t), About: maybe(t, drawIDs), Place: maybe(t, drawID),
		When: maybe(t, drawWhen), Report: maybe(t, drawPtr(drawReport)),
	}
}

func drawAction(t *rapid.T) *ActionTaken {
	return &ActionTaken{
		Key: maybe(t, drawKey), Category: drawNumber[ActionCategory](actionCategories)(t), Mode: maybe(t, drawWord), Contexts: maybe(t, drawList(drawWord)),
		Actors: maybe(t, drawIDs), Recipients: maybe(t, drawIDs), Instrument: maybe(t, drawName), Place: maybe(t, drawID), Purpose: maybe(t, drawProse),
		Description: maybe(t, drawProse), Quantities: maybe(t, drawList(drawQuantity)), When: maybe(t, drawWhen), Report: maybe(t, drawPtr(drawReport)),
	}
}

func drawRelation(t *rapid.T) *RelationHeld {
	ends := rapid.SliceOfNDistinct(rapid.Custom(drawID), 2, 2, func(id ID) ID { return id }).Draw(t, "ends")
	return &RelationHeld{
		Key: maybe(t, drawKey), Relation: drawNumber[RelationType](relationTypes)(t), Subject: ends[0], Object: ends[1],
		When: maybe(t, drawWhen), Report: maybe(t, drawPtr(drawReport)),
	}
}

func drawEnd(t *rapid.T) End {
	return End{Reason: drawNumber[EndReason](endReasons)(t), Note: maybe(t, drawProse), Of: maybe(t, drawIDs), Origin: drawOrigin(t)}
}

func drawCorrection(t *rapid.T) *ClaimCorrected {
	k := &ClaimCorrected{Target: drawID(t), EndID: maybe(t, drawID), ClaimID: maybe(t, drawID), End: drawEnd(t)}
	report := ptr(drawReport(t))
	if k.End.Desk() {
		report = nil
	}
	switch rapid.IntRange(0, 3).Draw(t, "better") {
	case 0:
		k.Statement = drawStatement(t)
		k.Statement.Report = report
	case 1:
		k.Action = drawAction(t)
		k.Action.Report = report
	case 2:
		k.Relation = drawRelation(t)
		k.Relation.Report = report
	default:
		k.DuplicateOf, k.ClaimID, k.End.Origin = drawID(t), ID{}, Origin{} // the desk's own finding
		k.DuplicateOf[1] = k.Target[1] + 1                                 // another
	}
	return k
}

func drawRetraction(t *rapid.T) *ClaimRetracted {
	r := &ClaimRetracted{End: drawEnd(t)}
	if rapid.Bool().Draw(t, "a range") {
		from := rapid.Uint64Range(1, 1<<62).Draw(t, "from")
		r.Positions, r.End.Of = &Positions{Position(from), Position(from + rapid.Uint64Range(0, 1<<62).Draw(t, "length"))}, nil
	} else {
		r.Target = drawID(t)
	}
	return r
}

func drawEntity(t *rapid.T) *EntityDescribed {
	identifier := func(t *rapid.T) Identifier { return Identifier{drawWord(t), drawName(t)} }
	e := &EntityDescribed{
		Describes: maybe(t, drawID), Key: maybe(t, drawKey), Kind: drawNumber[EntityKind](entityKinds)(t), Name: drawName(t),
		Aliases: maybe(t, drawList(drawName)), Identifiers: maybe(t, drawList(identifier)), Description: maybe(t, drawProse),
	}
	if e.Kind == KindAnonymousSource {
		e.Count = rapid.Uint32Range(0, maxCount).Draw(t, "count")
	}
	if rapid.Bool().Draw(t, "placed") {
		e.Latitude, e.Longitude = ptr(rapid.Float64Range(-90, 90).Draw(t, "latitude")), ptr(rapid.Float64Range(-180, 180).Draw(t, "longitude"))
	}
	return e
}

func drawDocument(t *rapid.T) *DocumentCaptured {
	address := drawForm(`https?://[a-z]{1,9}\.org(/[a-zA-Z0-9._~-]{0,9}){0,3}`)
	return &DocumentCaptured{
		Publisher: maybe(t, drawID), Title: drawName(t), URL: maybe(t, address), ArchiveURL: maybe(t, address), PublishedAt: maybe(t, drawTold),
		RetrievedAt: maybe(t, drawPtr(drawInstant)), Language: maybe(t, drawForm(`[a-z]{2,3}(-[A-Z]{2})?`)), SHA256: maybe(t, drawForm(`[0-9a-f]{64}`)),
		Text: maybe(t, drawProse), Media: maybe(t, drawName),
	}
}

// drawPayload makes a valid payload of any type.
func drawPayload(t *rapid.T) Payload {
	switch typ := drawNumber[Type](types)(t); typ {
	case TypeEntityDescribed:
		return drawEntity(t)
	case TypeDocumentCaptured:
		return drawDocument(t)
	case TypeStatementMade:
		return drawStatement(t)
	case TypeActionTaken:
		return drawAction(t)
	case TypeRelationHeld:
		return drawRelation(t)
	case TypeClaimReported:
		return &ClaimReported{Claim: drawID(t), Report: drawReport(t)}
	case TypeClaimCorrected:
		return drawCorrection(t)
	case TypeClaimRetracted:
		return drawRetraction(t)
	case TypeIdentityJudged:
		pair := drawRelation(t)
		return &IdentityJudged{A: pair.Subject, B: pair.Object, Judgement: drawNumber[Judgement](judgements)(t), Note: maybe(t, drawProse), Origin: drawOrigin(t)}
	case TypeClaimAssessed:
		return &ClaimAssessed{
			Of: drawID(t), Reliability: drawForm(`[A-F]`)(t), Credibility: rapid.Uint8Range(0, 6).Draw(t, "credibility"),
			Likelihood: maybe(t, drawNumber[Likelihood](likelihoods)), Confidence: maybe(t, drawNumber[Confidence](confidences)), Note: maybe(t, drawProse),
		}
	case TypePayloadErased:
		return &PayloadErased{Position: Position(rapid.Uint64Min(1).Draw(t, "position")), Reason: drawProse(t)}
	default:
		t.Fatalf("payloads of type %s are not drawn", typ)
		return nil
	}
}

// TestRandomPayloads: a valid payload comes back from its bytes as it was; the same payload has the same bytes; what a
// newer program adds is passed over; a key that comes twice is refused.
func TestRandomPayloads(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPayload(t)
		if err := (Event{testID(99), p}).Validate(); err != nil {
			t.Fatalf("not valid: %v", err)
		}
		b, err := EncodePayload(p)
		if err != nil {
			t.Fatal(err)
		}
		read, err := DecodePayload(p.Type(), Schema, b)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(p, read); diff != "" {
			t.Fatalf("(-written +read):\n%s", diff)
		}
		if again, err := EncodePayload(read); err != nil || !bytes.Equal(b, again) {
			t.Fatalf("written as %x, and then as %x, %v", b, again, err)
		}

		// The head of a map of up to 23 pairs is one byte with their number, and so is a key up to 23.
		more := func(pair ...byte) []byte { return append(append([]byte{b[0] + 1}, b[1:]...), pair...) }
		newer, err := DecodePayload(p.Type(), Schema, more(0x18, rapid.ByteRange(100, 255).Draw(t, "key"), 0x61, 'x'))
		if err != nil {
			t.Fatalf("with a key of a newer program: %v", err)
		}
		if diff := cmp.Diff(p, newer); diff != "" {
			t.Fatalf("with a key of a newer program (-want +got):\n%s", diff)
		}
		if _, err := DecodePayload(p.Type(), Schema, more(b[1], 0x00)); err == nil {
			t.Fatalf("key %d comes twice and is taken", b[1])
		}
	})
}

// TestRandomRecords: a record comes back from its bytes as it was, erased or not.
func TestRandomRecords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPayload(t)
		e := Event{drawID(t), p}
		b, err := EncodePayload(p)
		if err != nil {
			t.Fatal(err)
		}
		salt := Salt(rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "salt"))
		want := Record{Envelope: Envelope{
			Position: Position(rapid.Uint64().Draw(t, "position")), RecordedAt: drawInstant(t), RecordedBy: drawName(t), ID: e.ID,
			Type: p.Type(), Schema: Schema, Touches: e.Touches(), PayloadHash: PayloadHash(salt, b),
		}}
		if want.Leaf, err = want.Envelope.Encode(); err != nil {
			t.Fatal(err)
		}
		if rapid.Bool().Draw(t, "erased") {
			b = nil
		} else {
			want.Salt, want.Payload = salt, b
		}
		got, err := ParseRecord(AppendRecord(nil, want.Leaf, salt, b))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("(-written +read):\n%s", diff)
		}
		if !got.Intact() {
			t.Fatal("not intact")
		}
	})
}
