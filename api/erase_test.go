package api_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"sync"
	"testing"

	"onrecord/access"
	"onrecord/api"
	"onrecord/event"
	"onrecord/eventlog"
	"onrecord/graph"
	"onrecord/recorder"
)

// erasePayload is the mutation by variables.
const erasePayload = `mutation($input: ErasePayloadInput!) { erasePayload(input: $input) {
	receipt { first last duplicate ids } errors { code message path } warnings { code path }
	effect { event { position type payload } gone { kind id } namedBy hides shows } } }`

// erase asks for an erasure, by fields of its input and their values in turn.
func (s *server) erase(fields ...any) any {
	s.t.Helper()
	input := object{"reason": "court order"}
	for i := 0; i < len(fields); i += 2 {
		input[fields[i].(string)] = fields[i+1]
	}
	return at(s.ask(erasePayload, "input", input), "erasePayload")
}

func TestErasePayload(t *testing.T) {
	s := newStory(t)
	const strike = "airstrikes:strike"
	claim := at(s.ask(`{ view { claim(id: "`+strike+`") { id position recordedAt } } }`), "view", "claim")
	position, next := at(claim, "position").(float64), float64(s.log.Head().Position+1)

	dry := s.erase("target", strike, "dryRun", true)
	if at(dry, "receipt") != nil || len(list(dry, "errors")) > 0 || at(dry, "effect", "event", "position") != position || at(dry, "effect", "event", "payload") == nil {
		t.Fatalf("the dry run says %v", dry)
	}
	if gone := each(list(dry, "effect", "gone"), "id"); len(gone) < 2 || gone[0] != at(claim, "id") || len(list(dry, "effect", "namedBy")) < 3 {
		t.Errorf("the dry run says %v", at(dry, "effect"))
	}

	id := event.NewID().String()
	done := s.erase("target", strike, "id", id)
	if r := at(done, "receipt"); at(r, "first") != next || at(r, "duplicate") != false || !reflect.DeepEqual(list(r, "ids"), []any{id}) || at(done, "effect") != nil {
		t.Fatalf("got %v", done)
	}
	again := s.erase("target", strike, "id", id)
	if at(again, "receipt", "first") != next || at(again, "receipt", "duplicate") != true {
		t.Errorf("again: got %v", again)
	}

	log := fmt.Sprintf(`{ log(after: %.0f, first: 1) { nodes { type payload claim { id } erased { position recordedAt recordedBy reason } } } erasure: log(after: %.0f) { nodes { type recordedAt payload erased { reason } } } }`, position-1, next-1)
	data := s.ask(log)
	shown, erasure := at(data, "log", "nodes", 0), at(data, "erasure", "nodes", 0)
	want := object{"type": "ActionTaken", "payload": nil, "claim": nil,
		"erased": object{"position": next, "recordedAt": at(erasure, "recordedAt"), "recordedBy": "tester", "reason": "court order"}}
	if !reflect.DeepEqual(shown, want) {
		t.Errorf("the log shows %v, want %v", shown, want)
	}
	if at(erasure, "type") != "PayloadErased" || at(erasure, "payload", "position") != position || at(erasure, "erased") != nil {
		t.Errorf("the erasure is shown as %v", erasure)
	}
	if p := s.refuse(`{ view(position: 100) { claim(id: "` + strike + `") { id } } }`); p.Extensions.Code != "NOT_FOUND" {
		t.Errorf("in a view of before it is %+v", p)
	}
}

func TestRefusedErasePayload(t *testing.T) {
	s := newStory(t)
	s.erase("position", 1)
	head := s.log.Head().Position
	for _, test := range []struct {
		fields     []any
		code, path string
	}{
		{[]any{"target", "airstrikes:nobody"}, "UNKNOWN_ID", "[target]"},
		{[]any{"position", 1}, "ALREADY_ERASED", "[position]"},
		{[]any{"position", head}, "INVALID", "[position]"},
		{[]any{"position", head + 1}, "POSITION_AHEAD", "[position]"},
		{[]any{"position", 2, "reason", ""}, "REQUIRED", "[reason]"},
		{nil, "ONE_OF", "[]"},
	} {
		payload := s.erase(test.fields...)
		if e := at(payload, "errors", 0); at(e, "code") != test.code || fmt.Sprint(at(e, "path")) != test.path || at(payload, "receipt") != nil {
			t.Errorf("%v: got %v, want %s %s", test.fields, payload, test.code, test.path)
		}
	}
	if now := s.log.Head().Position; now != head {
		t.Errorf("the log ends at %d, after %d", now, head)
	}
}

// everything asks for all that a view shows, and the log.
const everything = `query($p: Position!) {
	view(position: $p, validAt: "2021-03-01") {
		timeline(filter: {statuses: [CURRENT, ENDED], holds: [YES, MAYBE, UNDATED, NO]}, first: 200) { nodes { ...Claim } }
		entities(first: 200) { nodes { ...Entity mergedIds conflicts { id } sameAs { id note judgement a { name } b { name } } relations { nodes { id } } neighbors { nodes { id } } } }
		documents(first: 200) { nodes { ...Document } }
		sources(first: 200) { nodes { entity { id name } claims reports asOrigin } }
		graph(lift: [VALID, REPORTED], maxNodes: 1000) { nodes { id name kind degree claim } edges { id source target label role stance hedged status } }
		steps(axis: REPORTED, first: 200) { before { id } nodes { at appears { id } ends { id } changes { id } } }
		contradictions(first: 200) { nodes { kind claims { id label } relations { id } about { id label } measure unit } }
		changes(since: {position: 1}, first: 1000) { appears { id label } ends { id } changes { id } }
		histogram(axis: REPORTED, unit: MONTH) { from to count }
	}
	log(first: 1000) { nodes { position type payload claim { id label } erased { position reason } } }
}
fragment Entity on Entity { id label name key kind aliases description count identifiers { scheme value } }
fragment Words on Document { id label title url archiveUrl language text sha256 retrievedAt publishedAt { edtf } publisher { name } }
fragment Document on Document { ...Words claims { nodes { id } } }
fragment Claim on Claim { __typename id label key summary holds status stance independentOrigins recordedBy position
	when { edtf text precision } replaces { id } replacedBy { id } history { id } contradictedBy { id } affects { nodes { kind distance claim { id } through { id } } }
	reports { id inForce told stance cue evidence modality chain { name } document { ...Words } excerpts { exact } statement { id } position recordedBy }
	ends { id target inForce reason note chain { name } of { name } document { ...Words } position recordedBy }
	... on Statement { speaker { name } onBehalfOf { name } act quotes paraphrase about { id label } place { name } }
	... on Action { category mode contexts actors { name } recipients { name } instrument place { name } purpose quantities { measure value } }
	... on Relation { type subject { id label } object { id label } } }`

// Whatever is erased of a history, everything can be asked, and is answered as by a server that is started afterwards.
func TestAnythingCanBeErased(t *testing.T) {
	more := []string{
		`{"correction": {"target": "airstrikes:seventeen-killed", "reason": "ENTRY_ERROR", "action": {"category": "CASUALTIES"}}}`,
		`{"retraction": {"target": "airstrikes:strike", "reason": "ENTRY_ERROR"}}`,
		`{"retraction": {"positions": {"from": 1, "to": 100}, "reason": "ENTRY_ERROR"}}`,
		`{"identity": {"a": "airstrikes:biden", "b": "airstrikes:kirby", "judgement": "SAME", "note": "?"}}`,
		`{"entity": {"describes": "airstrikes:biden", "kind": "PERSON", "name": "Joseph R. Biden"}}`,
		`{"assessment": {"of": "airstrikes:strike", "credibility": 1}}`,
	}
	for seed := range uint64(3) {
		chance := rand.New(rand.NewPCG(seed, 2))
		s := newStory(t)
		for _, line := range more {
			s.record(line)
		}
		held := int(s.log.Head().Position)
		for n, p := range chance.Perm(held)[:40] {
			if payload := s.erase("position", p+1); at(payload, "receipt") == nil {
				t.Fatalf("seed %d, position %d: %v", seed, p+1, payload)
			}
			if n%5 != 0 {
				continue
			}
			fresh := graph.New()
			if err := fresh.Load(s.log.Read(context.Background(), 0)); err != nil {
				t.Fatal(err)
			}
			other := *s
			other.Server = httptest.NewServer(api.NewHandler(api.Options{Log: s.log, Graph: fresh, Texts: s.texts, Recorder: s.recorder, Gate: access.Open("tester")}))
			for _, at := range []event.Position{event.Position(chance.IntN(held)), s.log.Head().Position} {
				got, want := s.text(everything, at), other.text(everything, at)
				var a answer
				if err := json.Unmarshal([]byte(got), &a); err != nil || len(a.Errors) > 0 || len(got) < 10_000 {
					t.Fatalf("seed %d, after %d erasures: %v %+v", seed, n+1, err, a.Errors)
				}
				if got != want {
					t.Errorf("seed %d, after %d erasures, position %d: the answer is\n%s\nof a server started now\n%s", seed, n+1, at, got, want)
				}
			}
			other.Close()
		}
	}
}

// text is an answer as it was written, without the moment at which it was asked for.
func (s *server) text(query string, p event.Position) string {
	s.t.Helper()
	body, err := json.Marshal(object{"query": query, "variables": object{"p": p}})
	if err != nil {
		s.t.Fatal(err)
	}
	_, text := s.send(http.MethodPost, "application/json", string(body))
	data, _, _ := strings.Cut(string(text), `,"extensions":{"snapshot"`)
	return data + "}"
}

// interrupted is a log in which something happens just before the first record is read.
type interrupted struct {
	eventlog.Log
	once *sync.Once
	by   func()
}

func (l interrupted) At(p event.Position) (event.Record, error) {
	l.once.Do(l.by)
	return l.Log.At(p)
}

// An operation that an erasure overtakes shows a stub, or says that it came too late.
func TestAnErasureOvertakesAnOperation(t *testing.T) {
	for name, test := range map[string]struct{ erased, query, want, code string }{
		"a claim":  {"airstrikes:strike", `{ view { claim(id: "airstrikes:strike") { id key summary when { edtf } reports { cue excerpts { exact } } } } }`, "(erased)", ""},
		"a reason": {"01890000-0000-7000-8000-0000000000e1", `{ view { claim(id: "airstrikes:strike") { ends { reason } } } }`, "", "UNAVAILABLE"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStory(t)
			s.record(`{"retraction": {"id": "01890000-0000-7000-8000-0000000000e1", "target": "airstrikes:strike", "reason": "ENTRY_ERROR"}}`)
			erase := func() {
				out, err := s.recorder.Erase(context.Background(), recorder.Erasure{Target: test.erased, Reason: "court order", By: "tester"})
				if err != nil || out.Receipt == nil {
					t.Error(err, out)
				}
			}
			slow := s.over(interrupted{s.log, new(sync.Once), erase}, 0)
			if test.code != "" {
				if p := slow.refuse(test.query); p.Extensions.Code != test.code || leaks(p.Message) {
					t.Errorf("got %+v, want %s", p, test.code)
				}
				return
			}
			if got := at(slow.ask(test.query), "view", "claim", "summary"); got != test.want {
				t.Errorf("got %v, want %s", got, test.want)
			}
		})
	}
}

// Who follows a filter hears of every erasure.
func TestFollowersHearOfErasures(t *testing.T) {
	everywhere(t, func(t *testing.T, open func(*server, string) stream) {
		s := newStory(t)
		last := s.record(person).Last
		st := open(s, fmt.Sprintf(`subscription { recorded(after: %d, filter: {categories: [CASUALTIES]}) { position type payload claim { id } erased { position } } }`, last-1))
		s.erase("target", "airstrikes:strike")
		a, _ := st.next()
		if e := at(a.Data, "recorded"); at(e, "position") != float64(last+1) || at(e, "type") != "PayloadErased" || at(e, "claim") != nil || at(e, "erased") != nil {
			t.Errorf("got %v %v", e, a.Errors)
		}
	})
}
