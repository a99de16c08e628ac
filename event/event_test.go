package event

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
)

func TestValidateEvent(t *testing.T) {
	err := Event{}.Validate()
	problems, is := err.(Problems)
	if !is || len(problems) != 2 {
		t.Fatalf("error %v, want two problems", err)
	}
	assertProblem(t, problems[0], Required, "id", "needs an id")
	assertProblem(t, problems[1], Required, "", "needs a payload")

	crowd := many(1200)
	crowded := &StatementMade{Speaker: testID(1), Act: ActDeclineToComment, Addressees: crowd[:200], About: crowd[200:400],
		Report: &Report{Origin: Origin{Chain: crowd[400:600], Also: crowd[600:800]}}}
	if err := (Event{testID(99), crowded}).Validate(); err != nil {
		t.Errorf("some 800 names: %v", err)
	}
	corrected := &ClaimCorrected{Target: testID(3), End: End{Reason: ReasonRefined, Of: crowd[800:1000], Origin: Origin{Chain: crowd[1000:1200]}}, Statement: crowded}
	problems, is = Event{testID(99), corrected}.Validate().(Problems)
	if !is || len(problems) != 1 {
		t.Fatalf("some 1200 names: %v", problems)
	}
	assertProblem(t, problems[0], TooMany, "", "1206", "1000")
}

// TestValidateHuge: what is far over its limit is refused at once, not after comparing all of it with all of it.
func TestValidateHuge(t *testing.T) {
	huge := make([]ID, 1<<20)
	for i := range huge {
		huge[i] = ID{1, byte(i >> 16), byte(i >> 8), byte(i)}
	}
	problems, is := Event{testID(99), &ActionTaken{Category: CategoryOther, Actors: huge}}.Validate().(Problems)
	if !is || len(problems) != 1 {
		t.Fatalf("%v", problems)
	}
	assertProblem(t, problems[0], TooMany, "actors", "1048576", "200")
}

// TestTouches: everything an event names or introduces, its own id first, nothing twice, nothing that is zero.
func TestTouches(t *testing.T) {
	own := testID(99)
	report := []ID{testID(30), testID(31), testID(32), testID(33), testID(34), testID(35), testID(36), testID(90)}
	end := []ID{testID(50), testID(51), testID(31), testID(32), testID(33), testID(34), testID(35), testID(90)}
	statement := append([]ID{KeyID("airstrikes:kirby-statement"), testID(1), testID(2), testID(3), testID(4), testID(5), testID(6), testID(91)}, report...)
	want := map[string][]ID{
		"EntityDescribed.full":     {testID(10), KeyID("people:two-officials")},
		"EntityDescribed.minimal":  {},
		"DocumentCaptured.full":    {testID(11)},
		"DocumentCaptured.minimal": {},
		"StatementMade.full":       statement,
		"StatementMade.minimal":    {testID(1)},
		"ActionTaken.full":         append([]ID{KeyID("airstrikes:strike"), testID(6), testID(7), testID(8), testID(9)}, report...),
		"ActionTaken.minimal":      {},
		"RelationHeld.full":        append([]ID{KeyID("airstrikes:kirby-speaks-for-pentagon"), testID(1), testID(2)}, report...),
		"RelationHeld.minimal":     {testID(1), testID(2)},
		"RelationHeld.set":         {testID(1), testID(2)},
		"ClaimReported.full":       append([]ID{testID(20)}, report...),
		"ClaimReported.minimal":    {testID(20), own.Derive("report")},
		"ClaimCorrected.statement": append(append([]ID{testID(40), testID(41), testID(42)}, end...), statement...),
		"ClaimCorrected.duplicate": {testID(40), own.Derive("end"), testID(43)},
		"ClaimCorrected.minimal":   {testID(40), own.Derive("end"), own.Derive("claim")},
		"ClaimRetracted.full":      append([]ID{testID(40), own.Derive("end")}, end...),
		"ClaimRetracted.positions": {own.Derive("end")},
		"ClaimRetracted.minimal":   {testID(40), own.Derive("end")},
		"IdentityJudged.full":      append([]ID{testID(60), testID(61)}, end[2:]...),
		"IdentityJudged.minimal":   {testID(60), testID(61)},
		"ClaimAssessed.minimal":    {testID(40)},
		"PayloadErased.minimal":    {},
	}
	for _, e := range examples() {
		named, has := want[e.file()]
		if !has {
			continue
		}
		delete(want, e.file())
		got := Event{own, e.payload}.Touches()
		if got[0] != own {
			t.Errorf("%s: %v is first, want its own id", e.file(), got[0])
		}
		rest := map[ID]bool{}
		for _, id := range got[1:] {
			if rest[id] || id.IsZero() || id == own {
				t.Errorf("%s: %s is listed twice, or is nothing", e.file(), id)
			}
			rest[id] = true
		}
		for _, id := range named {
			if !rest[id] {
				t.Errorf("%s does not touch %s", e.file(), id)
			}
		}
		for id := range rest {
			if !slices.Contains(named, id) {
				t.Errorf("%s touches %s", e.file(), id)
			}
		}
	}
	if len(want) > 0 {
		t.Errorf("not examples: %v", want)
	}
}

// TestRoles pins the participants of each kind of claim and their order.
func TestRoles(t *testing.T) {
	for claim, want := range map[Claim]string{
		fullStatement(): "SPEAKER 1, ON_BEHALF_OF 2, ADDRESSEE 3, ABOUT 4, ABOUT 5, PLACE 6",
		fullAction():    "ACTOR 7, RECIPIENT 8, RECIPIENT 9, PLACE 6",
		fullRelation():  "SUBJECT 1, OBJECT 2",
	} {
		var got []string
		claim.Roles(func(r Role, id ID) { got = append(got, fmt.Sprintf("%s %d", r, id[15])) })
		if s := strings.Join(got, ", "); s != want {
			t.Errorf("%s: %s, want %s", claim.Type(), s, want)
		}
	}
}

func TestNamed(t *testing.T) {
	event := testID(99)
	k := &ClaimCorrected{Target: testID(1), DuplicateOf: testID(2)}
	if k.EndNamed(event) != event.Derive("end") || k.ClaimNamed(event) != testID(2) || k.Better() != nil {
		t.Error("a correction that names a duplicate")
	}
	k = &ClaimCorrected{Target: testID(1), EndID: testID(3), ClaimID: testID(4), Relation: aRelation}
	if k.EndNamed(event) != testID(3) || k.ClaimNamed(event) != testID(4) || k.Better() != aRelation {
		t.Error("a correction with ids of its own")
	}
	r := &ClaimRetracted{Target: testID(1)}
	if r.EndNamed(event, testID(1), false) != event.Derive("end") {
		t.Error("the end of a retraction")
	}
	if r.EndNamed(event, testID(1), true) == r.EndNamed(event, testID(2), true) || r.EndNamed(event, testID(1), true) == event.Derive("end") {
		t.Error("of several ends each needs an id of its own")
	}
}

func TestReport(t *testing.T) {
	r := &Report{}
	if r.Named(testID(9)) != testID(9).Derive("report") || r.Denies() || r.Hedged() {
		t.Error("a plain report")
	}
	if w := r.Origin.ReportedWindow(42); w != (Window{42, 42}) {
		t.Errorf("told at %v, want the moment it was recorded", w)
	}
	r = fullReport()
	if r.Named(testID(9)) != testID(30) || !r.Denies() || !r.Hedged() {
		t.Error("a full report")
	}
	if w := r.Origin.ReportedWindow(42); w != r.Origin.ReportedAt.Window() {
		t.Errorf("told at %v, want reportedAt", w)
	}
	for modality, want := range map[Modality]bool{0: false, ModalityCertain: false, ModalityProbable: true, ModalityPossible: true} {
		if (&Report{Modality: modality}).Hedged() != want {
			t.Errorf("%s: Hedged is %v", modality, !want)
		}
	}
}

func TestProblems(t *testing.T) {
	ps := Problems{{Required, nil, "an event needs a payload"}, {Required, []string{"id"}, "must be given"}, {Invalid, []string{"when", "zone"}, `"x" is not a time zone`}}
	path := append(make([]string, 0, 8), "events", "3") // with room that the problems must not share
	moved := ps.Under(path...)
	const want = "events.3: an event needs a payload\nevents.3.id: must be given\nevents.3.when.zone: \"x\" is not a time zone"
	if moved.Error() != want {
		t.Errorf("%s\nwant\n%s", moved, want)
	}
	if ps.Error() != "an event needs a payload\nid: must be given\nwhen.zone: \"x\" is not a time zone" {
		t.Errorf("Under changed the problems it was given: %s", ps)
	}
}

// A derived id is the one that the library of UUIDs gives, with and without memory of its own.
func TestDeriveIsVersion5(t *testing.T) {
	for _, part := range []string{"", "report", "end", strings.Repeat("a long name of a part ", 10)} {
		if got, want := testID(7).Derive(part), ID(uuid.NewSHA1(uuid.UUID(testID(7)), []byte(part))); got != want {
			t.Errorf("%q gives %s, want %s", part, got, want)
		}
	}
}
