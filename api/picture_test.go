package api_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

// picture asks for a graph.
func (s *server) picture(view, args string) any {
	s.t.Helper()
	if args != "" {
		args = "(" + args + ")"
	}
	return at(s.ask(`{ view`+view+` { graph`+args+` { nodes { id name kind claim degree valid { ...s } reported { from to } recorded { from to } }
		edges { id claim source target type label role stance hedged status valid { ...s } reported { from to } recorded { from to } } totalNodes totalEdges truncated } } }
		fragment s on Spans { outer { from to } inner { from to } }`), "view", "graph")
}

func TestPicturesHangTogether(t *testing.T) {
	s := readStory(t)
	for _, args := range []string{"", "maxNodes: 7", `focus: ["Kirby"]`, `focus: ["airstrikes:strike"], depth: 2, maxNodes: 12`, "lift: [VALID, REPORTED]", "lift: [RECORDED]", "filter: {stances: [DENIED]}"} {
		g := s.picture("", args)
		nodes, degrees, ids := map[any]any{}, map[any]float64{}, map[any]bool{}
		for _, n := range list(g, "nodes") {
			nodes[at(n, "id")] = n
			if claim := at(n, "claim"); claim != nil && claim != at(n, "id") {
				t.Errorf("%s: the node %v draws the claim %v", args, at(n, "id"), claim)
			}
			if at(n, "name") == "" {
				t.Errorf("%s: %v has no name", args, n)
			}
		}
		for _, e := range list(g, "edges") {
			if nodes[at(e, "source")] == nil || nodes[at(e, "target")] == nil {
				t.Errorf("%s: the edge %v hangs in the air", args, e)
			}
			if ids[at(e, "id")] {
				t.Errorf("%s: two edges are %v", args, at(e, "id"))
			}
			ids[at(e, "id")] = true
			degrees[at(e, "source")]++
			degrees[at(e, "target")]++
		}
		truncated := at(g, "truncated") == true
		if truncated != (at(g, "totalNodes").(float64) > float64(len(nodes))) || !truncated && at(g, "totalEdges") != float64(len(ids)) {
			t.Errorf("%s: %d of %v nodes, %d of %v edges, truncated %v", args, len(nodes), at(g, "totalNodes"), len(ids), at(g, "totalEdges"), truncated)
		}
		for id, n := range nodes {
			if degree := at(n, "degree").(float64); degree < degrees[id] || !truncated && degree != degrees[id] {
				t.Errorf("%s: %v has %v edges, drawn with %v", args, at(n, "name"), degree, degrees[id])
			}
			node := at(s.ask(`query($id: ID!) { node(id: $id) { __typename label } }`, "id", id), "node")
			if at(node, "label") != at(n, "name") || (at(node, "__typename") == "Entity") != (at(n, "claim") == nil) {
				t.Errorf("%s: the node %v is %v", args, n, node)
			}
		}
	}
}

// TestWhatIsAnEdge draws a relation of two entities as an edge, and claims that are pointed at as nodes.
func TestWhatIsAnEdge(t *testing.T) {
	s := readStory(t)
	g := s.picture("", `focus: ["Balad"]`)
	id := func(key string) any {
		return at(s.ask(`query($id: ID!) { node(id: $id) { id } }`, "id", key), "node", "id")
	}
	edges := map[any]any{}
	for _, e := range list(g, "edges") {
		edges[at(e, "id")] = e
	}
	in := edges[id("airstrikes:balad-in-iraq")]
	for field, want := range map[string]any{"source": id("airstrikes:balad"), "target": id("Iraq"), "type": "LOCATED_IN", "label": "located in", "role": nil, "stance": "AFFIRMED",
		"hedged": false, "status": "CURRENT"} {
		if at(in, field) != want {
			t.Errorf("Balad is in Iraq: %s is %v, want %v", field, at(in, field), want)
		}
	}
	alert := id("airstrikes:balad-high-alert")
	roles := []any{}
	for _, e := range list(g, "edges") {
		if at(e, "source") == alert && at(e, "target") == id("airstrikes:balad") {
			roles = append(roles, at(e, "role"), at(e, "label"), at(e, "type"))
		}
	}
	if fmt.Sprint(roles) != "[PLACE place ALERT]" {
		t.Errorf("the alert at Balad: %v", roles)
	}
}

func TestFocusDepthAndSize(t *testing.T) {
	s := readStory(t)
	names := func(args string) string { return fmt.Sprint(each(list(s.picture("", args), "nodes"), "name")) }
	if got := names(`focus: ["F-15E"], depth: 0`); got != "[F-15E]" {
		t.Errorf("no depth: %s", got)
	}
	if got := names(`focus: ["F-15E"]`); !strings.HasPrefix(got, "[F-15E United States: The strikes in detail, near Abu Kamal (") {
		t.Errorf("one edge away: %s", got)
	}
	if one, two := s.picture("", `focus: ["Kirby"]`), s.picture("", `focus: ["Kirby"], depth: 2`); at(one, "totalNodes").(float64) >= at(two, "totalNodes").(float64) {
		t.Error("two edges away there is no more than one away")
	}
	g := s.picture("", `focus: ["F-15E"], depth: 10, maxNodes: 3`)
	if kept := fmt.Sprint(each(list(g, "nodes"), "name")); len(list(g, "nodes")) != 3 || !strings.Contains(kept, "F-15E") || !strings.Contains(kept, "US airstrikes in Syria") || at(g, "truncated") != true {
		t.Errorf("the focus and what has most edges stay: %s", kept)
	}
	for args, field := range map[string]string{"lift: [VALID], filter: {holds: [YES]}": "filter holds", "filter: {holds: [YES]}": "filter holds", "depth: -1": "depth", "depth: 11": "depth", "maxNodes: 0": "maxNodes", "maxNodes: 5001": "maxNodes",
		"lift: [REPORTED, RECORDED]": "lift", "lift: [VALID, REPORTED, RECORDED]": "lift"} {
		if p := s.refuse(`{ view { graph(` + args + `) { totalNodes } } }`); p.Extensions.Code != "INVALID_ARGUMENT" || fmt.Sprint(p.Extensions.Field) != "["+field+"]" {
			t.Errorf("%s: got %+v", args, p)
		}
	}
	if p := s.refuse(`{ view { graph(focus: ["Kirby", "nobody"]) { totalNodes } } }`); fmt.Sprint(p.Extensions.Code, p.Extensions.Field) != "NOT_FOUND[focus 1]" {
		t.Errorf("got %+v", p)
	}
}

func TestADenialDrawsNoEdge(t *testing.T) {
	s := readStory(t)
	id := at(s.ask(`{ node(id: "airstrikes:iraqi-intelligence-helped") { id } }`), "node", "id")
	drawn := func(view, args string) (stances []any) {
		for _, e := range list(s.picture(view, args), "edges") {
			if at(e, "claim") == id {
				stances = append(stances, at(e, "stance"))
			}
		}
		return stances
	}
	if got := drawn("", ""); got != nil {
		t.Errorf("only denied, it is drawn %v", got)
	}
	if got := drawn("", "filter: {stances: [DENIED]}"); len(got) == 0 || got[0] != "DENIED" {
		t.Errorf("asked for, it is drawn %v", got)
	}
	if got := drawn(`(reportedAt: "2021-02-26", zone: "America/New_York")`, ""); len(got) == 0 || got[0] != "DISPUTED" {
		t.Errorf("disputed, it is drawn %v", got)
	}
}

// TestLiftedSpans compares the spans of one picture with pictures of single moments.
func TestLiftedSpans(t *testing.T) {
	s := readStory(t)
	lifted := s.picture("", "lift: [VALID, REPORTED]")
	for _, moment := range []string{"2021-01-19T12:00:00Z", "2021-02-25T12:00:00Z", "2021-02-26T04:59:59.999999Z", "2021-02-26T17:00:00Z", "2021-02-27T04:59:59.999998Z", "2021-02-28T04:59:59.999999Z",
		"2021-03-02T00:00:00Z", "2021-03-06T00:00:00Z"} {
		for _, clocks := range []string{`(reportedAt: %q)`, `(validAt: %q)`, `(validAt: %[1]q, reportedAt: %[1]q)`} {
			want := map[any]bool{}
			for _, e := range list(s.picture(fmt.Sprintf(clocks, moment), ""), "edges") {
				want[at(e, "id")] = true
			}
			got := map[any]bool{}
			for _, e := range list(lifted, "edges") {
				valid := !strings.Contains(clocks, "validAt") || within(at(e, "valid", "outer"), moment)
				reported := !strings.Contains(clocks, "reportedAt")
				for _, span := range list(e, "reported") {
					reported = reported || within(span, moment)
				}
				if !strings.Contains(clocks, "reportedAt") { // unlimited: as at the end
					for _, span := range list(e, "reported") {
						reported = at(span, "to") == nil
					}
				}
				if valid && reported {
					got[at(e, "id")] = true
				}
			}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%s at %s: %d edges by their spans, %d when asked", clocks, moment, len(got), len(want))
			}
		}
	}
}

// within reports whether a moment lies in a span of an answer. Both are written in UTC, so that text order is time order but
// for fractions.
func within(span any, moment string) bool {
	whole := func(s string) string {
		if s = strings.TrimSuffix(s, "Z"); !strings.Contains(s, ".") {
			s += "."
		}
		return s
	}
	from, bounded := at(span, "from").(string)
	if bounded && whole(moment) < whole(from) {
		return false
	}
	to, bounded := at(span, "to").(string)
	return !bounded || whole(moment) <= whole(to)
}

func TestGoldenSpans(t *testing.T) {
	s := readStory(t)
	span := func(view, args, key, axis string) any {
		t.Helper()
		id := at(s.ask(`query($id: ID!) { node(id: $id) { id } }`, "id", key), "node", "id")
		for _, e := range list(s.picture(view, args), "edges") {
			if at(e, "claim") == id {
				return at(e, axis)
			}
		}
		return "not drawn"
	}
	austin := span(`(accordingTo: ["Antiwar.com", "Kirby"])`, "lift: [REPORTED]", "airstrikes:iraqi-intelligence-helped", "reported")
	if want := []any{object{"from": "2021-02-26T05:00:00Z", "to": "2021-02-28T04:59:59.999998Z"}}; !reflect.DeepEqual(austin, want) {
		t.Errorf("Austin's claim stands %v, want %v", austin, want)
	}
	office := span("", "", "airstrikes:biden-holds-presidency", "valid")
	if want := (object{"outer": object{"from": "2021-01-20T05:00:00Z", "to": nil}, "inner": object{"from": "2021-01-21T04:59:59.999999Z", "to": nil}}); !reflect.DeepEqual(office, want) {
		t.Errorf("Biden in office: %v, want %v", office, want)
	}
	undated := span("", "", "airstrikes:balad-in-iraq", "valid")
	if want := (object{"outer": object{"from": nil, "to": nil}, "inner": nil}); !reflect.DeepEqual(undated, want) {
		t.Errorf("Balad in Iraq: %v, want %v", undated, want)
	}
}
