package event

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

// The bases are valid; each case below changes one field.
var (
	anEntity     = &EntityDescribed{Kind: KindPerson, Name: "John Kirby"}
	aSource      = &EntityDescribed{Kind: KindAnonymousSource, Name: "two officials"}
	aDocument    = &DocumentCaptured{URL: "https://example.org/a"}
	aStatement   = &StatementMade{Speaker: testID(1), Act: ActState, Paraphrase: "He said so."}
	anAction     = &ActionTaken{Category: CategoryAssault}
	aRelation    = &RelationHeld{Relation: RelHolds, Subject: testID(1), Object: testID(2)}
	aReported    = &ClaimReported{Claim: testID(3)}
	aCorrection  = &ClaimCorrected{Target: testID(3), End: End{Reason: ReasonEntryError}, Action: anAction}
	aRetraction  = &ClaimRetracted{Target: testID(3), End: End{Reason: ReasonEntryError}}
	aJudgement   = &IdentityJudged{A: testID(1), B: testID(2), Judgement: JudgedSame}
	anAssessment = &ClaimAssessed{Of: testID(3), Note: "Fits the video."}
	anErasure    = &PayloadErased{Position: 1, Reason: "court order"}
)

// many are n different ids.
func many(n int) []ID {
	ids := make([]ID, n)
	for i := range ids {
		ids[i] = ID{1, byte(i >> 8), byte(i)}
	}
	return ids
}

func letters(n int) string { return strings.Repeat("a", n) }

// unresolved is a date whose bounds were not worked out.
func unresolved(edtf string) *When { return &When{EDTF: edtf, Precision: PrecisionUnknown} }

// invalid is one wrong field, and the one problem that must come of it.
type invalid struct {
	payload Payload
	code    Code
	path    string
	says    []string // parts of the message: the value and the rule
}

func says(parts ...string) []string { return parts }

var invalidEntities = []invalid{
	{with(anEntity, func(e *EntityDescribed) { e.Key = "Strike" }), Invalid, "key", says(`"Strike"`, "a key", "airstrikes:strike")},
	{with(anEntity, func(e *EntityDescribed) { e.Key = "strike" }), Invalid, "key", says(`"strike"`, "colons")},
	{with(anEntity, func(e *EntityDescribed) { e.Key = "a:" + letters(499) }), TooLong, "key", says("501", "500")},
	{with(anEntity, func(e *EntityDescribed) { e.Kind = 0 }), Required, "kind", says("PERSON", "UNKNOWN")},
	{with(anEntity, func(e *EntityDescribed) { e.Kind = 99 }), Invalid, "kind", says("99", "kind of entity")},
	{with(anEntity, func(e *EntityDescribed) { e.Name = "" }), Required, "name", says("must be given")},
	{with(anEntity, func(e *EntityDescribed) { e.Name = letters(501) }), TooLong, "name", says("501", "500")},
	{with(anEntity, func(e *EntityDescribed) { e.Name = "a\nb" }), Invalid, "name", says(`"a\nb"`, "control")},
	{with(anEntity, func(e *EntityDescribed) { e.Name = " Kirby" }), Invalid, "name", says(`" Kirby"`, "white space")},
	{with(anEntity, func(e *EntityDescribed) { e.Name = "\u00a0" + letters(200) }), Invalid, "name", says("…", "white space")},
	{with(anEntity, func(e *EntityDescribed) { e.Name = "Ren\xe9" }), Invalid, "name", says("UTF-8")},
	{with(anEntity, func(e *EntityDescribed) { e.Aliases = []string{"Jack", ""} }), Required, "aliases.1", says("empty")},
	{with(anEntity, func(e *EntityDescribed) { e.Aliases = []string{"Jack\t"} }), Invalid, "aliases.0", says(`"Jack\t"`)},
	{with(anEntity, func(e *EntityDescribed) { e.Aliases = make([]string, 201) }), TooMany, "aliases", says("201", "200")},
	{with(anEntity, func(e *EntityDescribed) { e.Identifiers = make([]Identifier, 201) }), TooMany, "identifiers", says("201", "200")},
	{with(anEntity, func(e *EntityDescribed) { e.Identifiers = []Identifier{{"", "Q1"}} }), Required, "identifiers.0.scheme", says("must be given")},
	{with(anEntity, func(e *EntityDescribed) { e.Identifiers = []Identifier{{"lei", "5"}, {"Wikidata", "Q1"}} }), Invalid, "identifiers.1.scheme", says(`"Wikidata"`, "lower-case")},
	{with(anEntity, func(e *EntityDescribed) { e.Identifiers = []Identifier{{"wikidata", ""}} }), Required, "identifiers.0.value", says("must be given")},
	{with(anEntity, func(e *EntityDescribed) { e.Identifiers = []Identifier{{"wikidata", "Q 1 "}} }), Invalid, "identifiers.0.value", says(`"Q 1 "`)},
	{with(anEntity, func(e *EntityDescribed) { e.Description = letters(16385) }), TooLong, "description", says("16385", "16384")},
	{with(anEntity, func(e *EntityDescribed) { e.Description = "a\x00" }), Invalid, "description", says(`\x00`, "control")},
	{with(anEntity, func(e *EntityDescribed) { e.Count = 2 }), Invalid, "count", says("ANONYMOUS_SOURCE")},
	{with(aSource, func(e *EntityDescribed) { e.Count = 1e9 + 1 }), Invalid, "count", says("1000000001", "1000000000")},
	{with(anEntity, func(e *EntityDescribed) { e.Latitude, e.Longitude = ptr(90.1), ptr(0.0) }), Invalid, "latitude", says("90.1", "-90 and 90")},
	{with(anEntity, func(e *EntityDescribed) { e.Latitude, e.Longitude = ptr(0.0), ptr(-180.5) }), Invalid, "longitude", says("-180.5", "-180 and 180")},
	{with(anEntity, func(e *EntityDescribed) { e.Latitude, e.Longitude = ptr(math.NaN()), ptr(0.0) }), Invalid, "latitude", says("NaN")},
	{with(anEntity, func(e *EntityDescribed) { e.Latitude = ptr(1.0) }), Required, "latitude", says("go together")},
	{with(anEntity, func(e *EntityDescribed) { e.Longitude = ptr(1.0) }), Required, "latitude", says("go together")},
}

var invalidDocuments = []invalid{
	{&DocumentCaptured{Language: "en"}, Required, "", says("publisher", "hash")},
	{with(aDocument, func(d *DocumentCaptured) { d.Title = letters(501) }), TooLong, "title", says("501", "500")},
	{with(aDocument, func(d *DocumentCaptured) { d.URL = "javascript:alert(1)" }), Invalid, "url", says("javascript", "http or https")},
	{with(aDocument, func(d *DocumentCaptured) { d.URL = "https://" }), Invalid, "url", says(`"https://"`)},
	{with(aDocument, func(d *DocumentCaptured) { d.URL = "https://example.org/a b" }), Invalid, "url", says("a b")},
	{with(aDocument, func(d *DocumentCaptured) { d.URL = "https://example.org/\xff" }), Invalid, "url", says(`\xff`)},
	{with(aDocument, func(d *DocumentCaptured) { d.URL = "https://example.org/\x00" }), Invalid, "url", says(`\x00`)},
	{with(aDocument, func(d *DocumentCaptured) { d.URL = strings.Repeat("\x80", 100) }), Invalid, "url", says("http or https")},
	{with(aDocument, func(d *DocumentCaptured) { d.URL = "https://example.org/" + letters(3981) }), TooLong, "url", says("4001", "4000")},
	{with(aDocument, func(d *DocumentCaptured) { d.ArchiveURL = "ftp://example.org" }), Invalid, "archiveUrl", says("ftp://example.org")},
	{with(aDocument, func(d *DocumentCaptured) { d.PublishedAt = unresolved("last week") }), InvalidDate, "publishedAt.edtf", says("last week")},
	{with(aDocument, func(d *DocumentCaptured) { d.PublishedAt = date("2021/..") }), InvalidDate, "publishedAt.edtf", says("2021/..", "first and a last")},
	{with(aDocument, func(d *DocumentCaptured) { d.PublishedAt = date("/2021") }), InvalidDate, "publishedAt.edtf", says("/2021", "first and a last")},
	{with(aDocument, func(d *DocumentCaptured) { d.Language = "e" }), Invalid, "language", says(`"e"`, "language tag")},
	{with(aDocument, func(d *DocumentCaptured) { d.Language = "en_GB" }), Invalid, "language", says(`"en_GB"`)},
	{with(aDocument, func(d *DocumentCaptured) { d.SHA256 = strings.Repeat("AB", 32) }), Invalid, "sha256", says("64 lower-case")},
	{with(aDocument, func(d *DocumentCaptured) { d.SHA256 = "ab" }), Invalid, "sha256", says(`"ab"`)},
	{with(aDocument, func(d *DocumentCaptured) { d.Text = letters(512<<10 + 1) }), TooLong, "text", says("524289", "524288")},
	{with(aDocument, func(d *DocumentCaptured) { d.Text = "a\x1b[0m" }), Invalid, "text", says("control")},
	{with(aDocument, func(d *DocumentCaptured) { d.Media = "a\n" }), Invalid, "media", says("control")},
}

var invalidStatements = []invalid{
	{with(aStatement, func(s *StatementMade) { s.Key = ":" }), Invalid, "key", says(`":"`)},
	{with(aStatement, func(s *StatementMade) { s.Speaker = ID{} }), Required, "speaker", says("must be given")},
	{with(aStatement, func(s *StatementMade) { s.Act = 0 }), Required, "act", says("STATE", "REPORT")},
	{with(aStatement, func(s *StatementMade) { s.Act = 22 }), Invalid, "act", says("22", "speech act")},
	{with(aStatement, func(s *StatementMade) { s.Addressees = []ID{testID(2), {}} }), Required, "addressees.1", says("must be given")},
	{with(aStatement, func(s *StatementMade) { s.Addressees = []ID{testID(2), testID(2)} }), Invalid, "addressees.1", says(testID(2).String(), "twice")},
	{with(aStatement, func(s *StatementMade) { s.Addressees = many(201) }), TooMany, "addressees", says("201", "200")},
	{with(aStatement, func(s *StatementMade) { s.Quotes = []string{""} }), Required, "quotes.0", says("empty")},
	{with(aStatement, func(s *StatementMade) { s.Quotes = []string{letters(16385)} }), TooLong, "quotes.0", says("16385", "16384")},
	{with(aStatement, func(s *StatementMade) { s.Paraphrase = "\xff" }), Invalid, "paraphrase", says("UTF-8")},
	{with(aStatement, func(s *StatementMade) { s.Paraphrase = "" }), Required, "quotes", says("quotes, a paraphrase or both")},
	{with(aStatement, func(s *StatementMade) { s.About = []ID{{}} }), Required, "about.0", says("must be given")},
	{with(aStatement, func(s *StatementMade) { s.When = unresolved("2021-13") }), InvalidDate, "when.edtf", says("2021-13")},
	{with(aStatement, func(s *StatementMade) { s.When = &When{EDTF: "2021", Zone: "Nowhere"} }), Invalid, "when.zone", says("Nowhere")},
	{with(aStatement, func(s *StatementMade) { s.When = &When{} }), Required, "when.edtf", says("edtf, text or both")},
	{with(aStatement, func(s *StatementMade) { s.When = unresolved("2021") }), InvalidDate, "when.edtf", says(`"2021"`, "bounds")},
	{with(aStatement, func(s *StatementMade) { s.When = with(date("2021"), func(w *When) { w.From.Last-- }) }), InvalidDate, "when.edtf", says(`"2021"`, "bounds")},
	{with(aStatement, func(s *StatementMade) { s.When = with(date("2021"), func(w *When) { w.Zone = "Asia/Baghdad" }) }), InvalidDate, "when.edtf", says("bounds")},
	{with(aStatement, func(s *StatementMade) { s.When = with(date("2021?"), func(w *When) { w.Uncertain = false }) }), InvalidDate, "when.edtf", says("bounds")},
	{with(aStatement, func(s *StatementMade) { s.When = with(date("2021~"), func(w *When) { w.Loose = false }) }), InvalidDate, "when.edtf", says("bounds")},
	{with(aStatement, func(s *StatementMade) { s.When = with(date("2021/2022"), func(w *When) { w.To = nil }) }), InvalidDate, "when.edtf", says("bounds")},
	{with(aStatement, func(s *StatementMade) { s.When = with(date("2021/2022"), func(w *When) { w.To = &Window{} }) }), InvalidDate, "when.edtf", says("bounds")},
	{with(aStatement, func(s *StatementMade) { s.When = with(date("2021"), func(w *When) { w.Precision = PrecisionDay }) }), InvalidDate, "when.edtf", says("bounds")},
	{with(aStatement, func(s *StatementMade) { s.When = with(date("2021"), func(w *When) { w.EDTF, w.Text = "", "then" }) }), InvalidDate, "when.edtf", says("bounds")},
	{with(aStatement, func(s *StatementMade) { s.When = with(date("2021"), func(w *When) { w.Text = " Friday" }) }), Invalid, "when.text", says(`" Friday"`)},
	{with(aStatement, func(s *StatementMade) { s.Report = &Report{Cue: " "} }), Invalid, "report.cue", says(`" "`)},
}

var invalidActions = []invalid{
	{with(anAction, func(a *ActionTaken) { a.Key = "a b:c" }), Invalid, "key", says(`"a b:c"`)},
	{with(anAction, func(a *ActionTaken) { a.Category = 0 }), Required, "category", says("AGREE", "OTHER")},
	{with(anAction, func(a *ActionTaken) { a.Category = 21 }), Invalid, "category", says("21", "category")},
	{with(anAction, func(a *ActionTaken) { a.Mode = "Aerial" }), Invalid, "mode", says(`"Aerial"`, "lower-case")},
	{with(anAction, func(a *ActionTaken) { a.Contexts = []string{"military", "cyber war"} }), Invalid, "contexts.1", says(`"cyber war"`, "lower-case")},
	{with(anAction, func(a *ActionTaken) { a.Contexts = []string{""} }), Required, "contexts.0", says("must be given")},
	{with(anAction, func(a *ActionTaken) { a.Contexts = make([]string, 201) }), TooMany, "contexts", says("201", "200")},
	{with(anAction, func(a *ActionTaken) { a.Actors = []ID{{}} }), Required, "actors.0", says("must be given")},
	{with(anAction, func(a *ActionTaken) { a.Recipients = []ID{testID(1), testID(2), testID(1)} }), Invalid, "recipients.2", says(testID(1).String(), "twice")},
	{with(anAction, func(a *ActionTaken) { a.Instrument = letters(501) }), TooLong, "instrument", says("501", "500")},
	{with(anAction, func(a *ActionTaken) { a.Purpose = letters(16385) }), TooLong, "purpose", says("16385")},
	{with(anAction, func(a *ActionTaken) { a.Description = "\x07" }), Invalid, "description", says("control")},
	{with(anAction, func(a *ActionTaken) { a.Quantities = make([]Quantity, 201) }), TooMany, "quantities", says("201", "200")},
	{with(anAction, func(a *ActionTaken) { a.Quantities = []Quantity{{Value: ptr(1.0)}} }), Required, "quantities.0.measure", says("must be given")},
	{with(anAction, func(a *ActionTaken) { a.Quantities = []Quantity{{Measure: "Killed", Value: ptr(1.0)}} }), Invalid, "quantities.0.measure", says(`"Killed"`, "lower-case")},
	{with(anAction, func(a *ActionTaken) { a.Quantities = []Quantity{{Measure: "killed"}} }), Required, "quantities.0.value", says("value, min, max or text")},
	{with(anAction, func(a *ActionTaken) { a.Quantities = []Quantity{{Measure: "killed", Value: ptr(1.0), Min: ptr(1.0)}} }), OneOf, "quantities.0.value", says("not both")},
	{with(anAction, func(a *ActionTaken) { a.Quantities = []Quantity{{Measure: "killed", Min: ptr(9.0), Max: ptr(8.5)}} }), Invalid, "quantities.0.min", says("9", "8.5")},
	{with(anAction, func(a *ActionTaken) { a.Quantities = []Quantity{{Measure: "killed", Value: ptr(2e15)}} }), Invalid, "quantities.0.value", says("2e+15", "1e+15")},
	{with(anAction, func(a *ActionTaken) { a.Quantities = []Quantity{{Measure: "killed", Min: ptr(math.Inf(-1))}} }), Invalid, "quantities.0.min", says("-Inf")},
	{with(anAction, func(a *ActionTaken) { a.Quantities = []Quantity{{Measure: "killed", Max: ptr(math.NaN())}} }), Invalid, "quantities.0.max", says("NaN")},
	{with(anAction, func(a *ActionTaken) { a.Quantities = []Quantity{{Measure: "killed", Text: "some", Unit: " people"}} }), Invalid, "quantities.0.unit", says(`" people"`)},
	{with(anAction, func(a *ActionTaken) { a.Quantities = []Quantity{{Measure: "killed", Text: "some\n"}} }), Invalid, "quantities.0.text", says("control")},
	{with(anAction, func(a *ActionTaken) { a.When = unresolved("25 February") }), InvalidDate, "when.edtf", says("25 February")},
	{with(anAction, func(a *ActionTaken) { a.Report = &Report{Stance: 3} }), Invalid, "report.stance", says("3", "stance")},
}

var invalidRelations = []invalid{
	{with(aRelation, func(r *RelationHeld) { r.Key = "x" }), Invalid, "key", says(`"x"`)},
	{with(aRelation, func(r *RelationHeld) { r.Relation = 0 }), Required, "type", says("MEMBER_OF", "QUALIFIES")},
	{with(aRelation, func(r *RelationHeld) { r.Relation = 23 }), Invalid, "type", says("23", "relation type")},
	{with(aRelation, func(r *RelationHeld) { r.Subject = ID{} }), Required, "subject", says("must be given")},
	{with(aRelation, func(r *RelationHeld) { r.Object = ID{} }), Required, "object", says("must be given")},
	{with(aRelation, func(r *RelationHeld) { r.Object = r.Subject }), Invalid, "object", says("same")},
	{with(aRelation, func(r *RelationHeld) { r.When = unresolved("2022/2021") }), InvalidDate, "when.edtf", says("2022/2021")},
	{with(aRelation, func(r *RelationHeld) { r.Report = &Report{Modality: 4} }), Invalid, "report.modality", says("4", "modality")},
}

// reported is a further report with one field changed.
func reported(change func(*Report)) Payload {
	return with(aReported, func(r *ClaimReported) { change(&r.Report) })
}

func excerpt(e Excerpt) Payload {
	return reported(func(r *Report) { r.Excerpts = []Excerpt{e} })
}

// toldAt is a further report with a reported window of its own.
func toldAt(when *When, window *Window) Payload {
	return reported(func(r *Report) { r.Origin.ReportedAt, r.Origin.Window = when, window })
}

var invalidReports = []invalid{
	{with(aReported, func(r *ClaimReported) { r.Claim = ID{} }), Required, "claim", says("must be given")},
	{reported(func(r *Report) { r.Origin.Chain = []ID{testID(1), {}} }), Required, "chain.1", says("must be given")},
	{reported(func(r *Report) { r.Origin.Chain = []ID{testID(1), testID(1)} }), Invalid, "chain.1", says(testID(1).String(), "twice")},
	{reported(func(r *Report) { r.Origin.Chain = many(201) }), TooMany, "chain", says("201", "200")},
	{reported(func(r *Report) { r.Origin.Also = []ID{{}} }), Required, "also.0", says("must be given")},
	{toldAt(date("2021/.."), &Window{date("2021").From.First, Future}), InvalidDate, "reportedAt.edtf", says("2021/..", "first and a last")},
	{toldAt(unresolved("Friday"), nil), InvalidDate, "reportedAt.edtf", says("Friday")},
	{toldAt(date("2021"), nil), InvalidDate, "reportedAt", says("not that of reportedAt")},
	{toldAt(date("2021"), &Window{1, 2}), InvalidDate, "reportedAt", says("not that of reportedAt")},
	{toldAt(nil, &Window{2, 1}), InvalidDate, "reportedAt", says("in this order")},
	{toldAt(nil, &Window{1, Future}), InvalidDate, "reportedAt", says("first and a last")},
	{toldAt(nil, &Window{Past, 1}), InvalidDate, "reportedAt", says("first and a last")},
	{reported(func(r *Report) { r.Excerpts = make([]Excerpt, 201) }), TooMany, "excerpts", says("201", "200")},
	{excerpt(Excerpt{}), Required, "excerpts.0.exact", says("must be given")},
	{excerpt(Excerpt{Exact: letters(16385)}), TooLong, "excerpts.0.exact", says("16385", "16384")},
	{excerpt(Excerpt{Exact: "a", Prefix: "\xff"}), Invalid, "excerpts.0.prefix", says("UTF-8")},
	{excerpt(Excerpt{Exact: "a", Suffix: "\x00"}), Invalid, "excerpts.0.suffix", says("control")},
	{excerpt(Excerpt{Exact: "a", Start: ptr(uint32(0))}), Required, "excerpts.0.start", says("go together")},
	{excerpt(Excerpt{Exact: "a", End: ptr(uint32(1))}), Required, "excerpts.0.start", says("go together")},
	{excerpt(Excerpt{Exact: "a", Start: ptr(uint32(7)), End: ptr(uint32(7))}), Invalid, "excerpts.0.start", says("7", "not before")},
	{reported(func(r *Report) { r.Cue = letters(501) }), TooLong, "cue", says("501", "500")},
	{reported(func(r *Report) { r.Evidence = 4 }), Invalid, "evidence", says("4", "evidence")},
	{reported(func(r *Report) { r.Modality = 4 }), Invalid, "modality", says("4", "modality")},
	{reported(func(r *Report) { r.Stance = 3 }), Invalid, "stance", says("3", "stance")},
}

var invalidEnds = []invalid{
	{with(aCorrection, func(k *ClaimCorrected) { k.Target = ID{} }), Required, "target", says("must be given")},
	{with(aCorrection, func(k *ClaimCorrected) { k.End.Reason = 0 }), Required, "reason", says("SOURCE_CORRECTED", "REFINED")},
	{with(aCorrection, func(k *ClaimCorrected) { k.End.Reason = 11 }), Invalid, "reason", says("11", "reason")},
	{with(aCorrection, func(k *ClaimCorrected) { k.End.Note = letters(16385) }), TooLong, "note", says("16385")},
	{with(aCorrection, func(k *ClaimCorrected) { k.End.Of = []ID{{}} }), Required, "of.0", says("must be given")},
	{with(aCorrection, func(k *ClaimCorrected) { k.Action = nil }), OneOf, "", says("exactly one of statement, action, relation and duplicateOf", "0")},
	{with(aCorrection, func(k *ClaimCorrected) { k.Relation = aRelation }), OneOf, "", says("exactly one", "2")},
	{with(aCorrection, func(k *ClaimCorrected) { k.DuplicateOf = testID(4) }), OneOf, "", says("exactly one", "2")},
	{with(aCorrection, func(k *ClaimCorrected) { k.Action, k.DuplicateOf = nil, k.Target }), Invalid, "duplicateOf", says("itself")},
	{with(aCorrection, func(k *ClaimCorrected) {
		k.Action, k.DuplicateOf, k.End.Origin.Chain = nil, testID(4), []ID{testID(5)}
	}), Invalid, "duplicateOf", says("for the desk")},
	{with(aCorrection, func(k *ClaimCorrected) { k.Action, k.DuplicateOf, k.ClaimID = nil, testID(4), testID(5) }), Invalid, "claimId", says("exists already")},
	{with(aCorrection, func(k *ClaimCorrected) { k.Action = &ActionTaken{} }), Required, "action.category", says("AGREE")},
	{with(aCorrection, func(k *ClaimCorrected) {
		k.Action, k.Statement = nil, with(aStatement, func(s *StatementMade) { s.Speaker = ID{} })
	}), Required, "statement.speaker", says("must be given")},
	{with(aCorrection, func(k *ClaimCorrected) {
		k.Action, k.Relation = nil, with(aRelation, func(r *RelationHeld) { r.Relation = 0 })
	}), Required, "relation.type", says("MEMBER_OF")},
	{with(aCorrection, func(k *ClaimCorrected) { k.Action = with(anAction, func(a *ActionTaken) { a.Report = &Report{} }) }), Invalid, "action.report", says("our own slip")},
	{with(aCorrection, func(k *ClaimCorrected) { k.End.Origin.Chain = []ID{testID(5)} }), Invalid, "action.report", says("has a report")},
	{with(aCorrection, func(k *ClaimCorrected) { k.End.Origin.Window = &Window{1, Future} }), InvalidDate, "reportedAt", says("first and a last")},
	{with(aRetraction, func(r *ClaimRetracted) { r.Target = ID{} }), OneOf, "target", says("target and positions")},
	{with(aRetraction, func(r *ClaimRetracted) { r.Positions = &Positions{1, 2} }), OneOf, "target", says("target and positions")},
	{with(aRetraction, func(r *ClaimRetracted) { r.Target, r.Positions = ID{}, &Positions{0, 2} }), Invalid, "positions", says("0 to 2", "not a range")},
	{with(aRetraction, func(r *ClaimRetracted) { r.Target, r.Positions = ID{}, &Positions{3, 2} }), Invalid, "positions", says("3 to 2", "not a range")},
	{with(aRetraction, func(r *ClaimRetracted) { r.Target, r.Positions, r.End.Of = ID{}, &Positions{1, 2}, many(1) }), Invalid, "of", says("no meaning")},
	{with(aRetraction, func(r *ClaimRetracted) { r.End.Reason = 0 }), Required, "reason", says("SUPERSEDED")},
	{with(aRetraction, func(r *ClaimRetracted) { r.End.Origin.Chain = []ID{{}} }), Required, "chain.0", says("must be given")},
}

var invalidOthers = []invalid{
	{with(aJudgement, func(i *IdentityJudged) { i.A = ID{} }), Required, "a", says("must be given")},
	{with(aJudgement, func(i *IdentityJudged) { i.B = ID{} }), Required, "b", says("must be given")},
	{with(aJudgement, func(i *IdentityJudged) { i.B = i.A }), Invalid, "b", says("same id")},
	{with(aJudgement, func(i *IdentityJudged) { i.Judgement = 0 }), Required, "judgement", says("SAME, DIFFERENT, UNSURE")},
	{with(aJudgement, func(i *IdentityJudged) { i.Judgement = 4 }), Invalid, "judgement", says("4", "judgement")},
	{with(aJudgement, func(i *IdentityJudged) { i.Note = "\xff" }), Invalid, "note", says("UTF-8")},
	{with(aJudgement, func(i *IdentityJudged) { i.Origin.Chain = many(201) }), TooMany, "chain", says("201")},
	{with(anAssessment, func(a *ClaimAssessed) { a.Of = ID{} }), Required, "of", says("must be given")},
	{with(anAssessment, func(a *ClaimAssessed) { a.Reliability = "G" }), Invalid, "reliability", says(`"G"`, "A to F")},
	{with(anAssessment, func(a *ClaimAssessed) { a.Credibility = 7 }), Invalid, "credibility", says("7", "1 to 6")},
	{with(anAssessment, func(a *ClaimAssessed) { a.Likelihood = 8 }), Invalid, "likelihood", says("8", "likelihood")},
	{with(anAssessment, func(a *ClaimAssessed) { a.Confidence = 4 }), Invalid, "confidence", says("4", "confidence")},
	{with(anAssessment, func(a *ClaimAssessed) { a.Note = letters(16385) }), TooLong, "note", says("16385")},
	{with(anAssessment, func(a *ClaimAssessed) { a.Note = "" }), Required, "reliability", says("a grade or a note")},
	{with(anErasure, func(p *PayloadErased) { p.Position = 0 }), Required, "position", says("must be given")},
	{with(anErasure, func(p *PayloadErased) { p.Reason = "" }), Required, "reason", says("must be given")},
	{with(anErasure, func(p *PayloadErased) { p.Reason = "\x00" }), Invalid, "reason", says("control")},
}

func TestBasesAreValid(t *testing.T) {
	for _, p := range []Payload{anEntity, aSource, aDocument, aStatement, anAction, aRelation, aReported, aCorrection, aRetraction, aJudgement, anAssessment, anErasure} {
		if err := (Event{testID(99), p}).Validate(); err != nil {
			t.Errorf("%s: %v", p.Type(), err)
		}
	}
}

func TestValidate(t *testing.T) {
	for _, list := range [][]invalid{invalidEntities, invalidDocuments, invalidStatements, invalidActions, invalidRelations, invalidReports, invalidEnds, invalidOthers} {
		for i, tt := range list {
			t.Run(fmt.Sprintf("%s/%d %s", tt.payload.Type(), i, tt.path), func(t *testing.T) {
				err := Event{testID(99), tt.payload}.Validate()
				problems, is := err.(Problems)
				if !is {
					t.Fatalf("error %v, want Problems", err)
				}
				if len(problems) != 1 {
					t.Errorf("%d problems, want one:\n%v", len(problems), err)
				}
				assertProblem(t, problems[0], tt.code, tt.path, tt.says...)
			})
		}
	}
}

// TestValidateLimits: what is just within the limits passes.
func TestValidateLimits(t *testing.T) {
	for name, p := range map[string]Payload{
		"texts": &ActionTaken{Category: CategoryOther, Key: "a:" + letters(498), Mode: letters(500), Contexts: []string{letters(500), "a_b-c9"},
			Instrument: letters(500), Purpose: letters(16384), Description: "a\n\r\tb\n"},
		"lists":     &StatementMade{Speaker: testID(1), Act: ActDeclineToComment, Addressees: many(200), About: many(200)},
		"document":  &DocumentCaptured{Text: letters(512 << 10), URL: "https://example.org/" + letters(3980)},
		"numbers":   &EntityDescribed{Kind: KindAnonymousSource, Name: "a crowd", Count: 1e9, Latitude: ptr(-90.0), Longitude: ptr(180.0)},
		"zero":      &ActionTaken{Category: CategoryOther, Quantities: []Quantity{{Measure: "killed", Value: ptr(0.0)}, {Measure: "wounded", Min: ptr(-1e15), Max: ptr(1e15)}}},
		"excerpt":   excerpt(Excerpt{Exact: " a\n", Start: ptr(uint32(0)), End: ptr(uint32(1))}),
		"own name":  &EntityDescribed{Kind: KindUnknown, Name: "Ünïcode 名前 \u200f"},
		"publisher": &DocumentCaptured{Publisher: testID(1)},
		"words":     &DocumentCaptured{URL: "http://localhost:8080/ü?q=1#a", PublishedAt: must(NewWhen("", "some day", nil, "", ID{}))},
	} {
		if err := (Event{testID(99), p}).Validate(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// assertProblem checks the code and the path of a problem, and that its message holds every one of says.
func assertProblem(t *testing.T, p Problem, code Code, path string, says ...string) {
	t.Helper()
	if p.Code != code || strings.Join(p.Path, ".") != path {
		t.Errorf("%s at %q, want %s at %q: %s", p.Code, strings.Join(p.Path, "."), code, path, p.Message)
	}
	for _, part := range says {
		if !strings.Contains(p.Message, part) {
			t.Errorf("%q does not say %q", p.Message, part)
		}
	}
}
