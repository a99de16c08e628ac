package api_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// connection is a list of the API: where it hangs, and what tells its elements apart.
type connection struct {
	within string   // the fields around it, with a place for it
	path   []any    // the way to it in an answer
	field  string   // its name
	args   string   // its arguments beside those of the page
	node   string   // what to ask of an element
	size   int      // how many there are in the story
	others []string // arguments with which it is another list
}

// connections are all of the API but log, which has its own test.
var connections = map[string]connection{
	"timeline": {"view%s { %s }", []any{"view"}, "timeline", "", "id", 73,
		[]string{`filter: {kinds: [ACTION]}`, `orderBy: {field: VALID, direction: DESC}`, `orderBy: {field: RECORDED}`}},
	"timeline, the latest first": {"view%s { %s }", []any{"view"}, "timeline", "orderBy: {field: VALID, direction: DESC}", "id", 73,
		[]string{"", `orderBy: {field: REPORTED, direction: DESC}`}},
	"timeline, as reported": {"view%s { %s }", []any{"view"}, "timeline", "orderBy: {field: REPORTED}", "id", 73, []string{`orderBy: {field: RECORDED}`}},
	"entities":              {"view%s { %s }", []any{"view"}, "entities", "", "id", 43, []string{`filter: {kinds: [PERSON]}`, `filter: {name: "i"}`}},
	"documents":             {"view%s { %s }", []any{"view"}, "documents", "", "id", 10, []string{`filter: {publisher: "Shafaq"}`}},
	"search":                {"view%s { %s }", []any{"view"}, "search", `text: "strike"`, "id", 14, []string{`text: "strike", kinds: [CLAIM]`, `text: "strikes"`, `text: "strike", filter: {kinds: [STATEMENT]}`}},
	"sources":               {"view%s { %s }", []any{"view"}, "sources", "", "entity { id } claims", 25, nil},
	"steps": {"view%s { %s }", []any{"view"}, "steps", "axis: REPORTED", "at appears { id } ends { id }", 16,
		[]string{`axis: VALID`, `axis: REPORTED, from: "2021-02-26"`, `axis: REPORTED, filter: {kinds: [ACTION]}`}},
	"entity.claims":    {"view%s { entity(id: \"Kirby\") { %s } }", []any{"view", "entity"}, "claims", "", "id", 7, []string{`filter: {acts: [DENY]}`}},
	"entity.relations": {"view%s { entity(id: \"Syria\") { %s } }", []any{"view", "entity"}, "relations", "", "id", 1, nil},
	"entity.neighbors": {"view%s { entity(id: \"Kirby\") { %s } }", []any{"view", "entity"}, "neighbors", "", "id", 2, nil},
}

// ask asks for a page.
func (c connection) ask(s *server, view, args string) any {
	s.t.Helper()
	return at(s.ask("{ "+c.query(view, args)+" }"), append(slices.Clone(c.path), c.field)...)
}

func (c connection) query(view, args string) string {
	args = strings.Trim(c.args+", "+args, ", ")
	if args != "" {
		args = "(" + args + ")"
	}
	list := c.field + args + " { edges { cursor node { " + c.node + " } } nodes { " + c.node + " } totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }"
	return fmt.Sprintf(c.within, view, list)
}

func TestPages(t *testing.T) {
	s := readStory(t)
	for name, c := range connections {
		t.Run(name, func(t *testing.T) {
			s := s.in(t)
			whole := c.ask(s, "", "first: 1000")
			all := list(whole, "nodes")
			if len(all) != c.size || at(whole, "totalCount") != float64(c.size) {
				t.Fatalf("it has %d elements and a total of %v, want %d", len(all), at(whole, "totalCount"), c.size)
			}
			if !reflect.DeepEqual(each(list(whole, "edges"), "node"), all) {
				t.Error("edges and nodes differ")
			}
			if distinct := map[string]bool{}; true {
				for _, n := range all {
					distinct[fmt.Sprint(n)] = true
				}
				if len(distinct) != len(all) {
					t.Errorf("%d of %d elements are distinct", len(distinct), len(all))
				}
			}
			for _, size := range []int{1, 3, 7, 1000} {
				if size == 1 && len(all) > 20 {
					continue
				}
				if got := c.walk(s, size, "first", "after", "endCursor", "hasNextPage", "hasPreviousPage"); !reflect.DeepEqual(got, all) {
					t.Errorf("pages of %d, forwards, are not the whole list", size)
				}
				if got := c.walk(s, size, "last", "before", "startCursor", "hasPreviousPage", "hasNextPage"); !reflect.DeepEqual(got, all) {
					t.Errorf("pages of %d, backwards, are not the whole list", size)
				}
			}
		})
	}
}

// walk concatenates the pages of a list in its order, and checks what each says of more.
func (c connection) walk(s *server, size int, count, from, edge, more, behind string) (all []any) {
	s.t.Helper()
	args := ""
	for range 200 {
		page := c.ask(s, "", fmt.Sprintf("%s: %d%s", count, size, args))
		nodes := list(page, "nodes")
		if count == "first" {
			all = append(all, nodes...)
		} else {
			all = append(slices.Clone(nodes), all...)
		}
		if got := at(page, "pageInfo", behind); got != (args != "") {
			s.t.Errorf("%s is %v on a page%s", behind, got, args)
		}
		if at(page, "totalCount") != float64(c.size) {
			s.t.Errorf("a page counts %v in all, want %d", at(page, "totalCount"), c.size)
		}
		if at(page, "pageInfo", more) != true {
			return all
		}
		args = fmt.Sprintf(", %s: %q", from, at(page, "pageInfo", edge))
	}
	s.t.Fatal("the pages do not end")
	return nil
}

func TestPagesBetweenCursors(t *testing.T) {
	s := readStory(t)
	c := connections["timeline"]
	edges := list(c.ask(s, "", "first: 10"), "edges")
	page := c.ask(s, "", fmt.Sprintf("after: %q, before: %q", at(edges, 2, "cursor"), at(edges, 7, "cursor")))
	if got, want := list(page, "nodes"), each(edges[3:7], "node"); !reflect.DeepEqual(got, want) {
		t.Errorf("between the third and the eighth: %v, want %v", got, want)
	}
	crossed := c.ask(s, "", fmt.Sprintf("after: %q, before: %q", at(edges, 7, "cursor"), at(edges, 2, "cursor")))
	if got := list(crossed, "nodes"); len(got) != 0 {
		t.Errorf("between the eighth and the third: %v, want nothing", got)
	}
	none := c.ask(s, "", "first: 0")
	if !reflect.DeepEqual(at(none, "pageInfo"), object{"hasNextPage": true, "hasPreviousPage": false, "startCursor": nil, "endCursor": nil}) {
		t.Errorf("a page of none: %v", at(none, "pageInfo"))
	}
	if got := len(list(c.ask(s, "", ""), "nodes")); got != 50 {
		t.Errorf("a page has %d elements unless told otherwise, want 50", got)
	}
}

func TestUndatedClaimsComeLast(t *testing.T) {
	s := readStory(t)
	for _, direction := range []string{"ASC", "DESC"} {
		data := s.ask(`{ view { timeline(first: 1000, orderBy: {direction: ` + direction + `}) { nodes { when { earliest latest surelyFrom edtf } } } } }`)
		dates, undated := []string{}, 0
		for _, when := range each(list(data, "view", "timeline", "nodes"), "when") {
			if at(when, "edtf") == nil {
				undated++
				continue
			}
			if undated > 0 {
				t.Errorf("%s: %v comes after an undated claim", direction, when)
			}
			if from, bounded := at(when, "earliest").(string); bounded {
				dates = append(dates, from)
			}
		}
		if undated != 9 {
			t.Errorf("%s: %d undated claims, want 9", direction, undated)
		}
		if direction == "DESC" {
			slices.Reverse(dates)
		}
		if !slices.IsSorted(dates) {
			t.Errorf("%s: not in order: %v", direction, dates)
		}
	}
}

// TestPagesStayStillWhileEventsAreRecorded pages through a list at a position while the log grows under it.
func TestPagesStayStillWhileEventsAreRecorded(t *testing.T) {
	s := newStory(t)
	for name, c := range connections {
		t.Run(name, func(t *testing.T) {
			s := s.in(t)
			position := at(s.ask(`{ view { snapshot { position } } }`), "view", "snapshot", "position")
			view := fmt.Sprintf("(position: %v)", position)
			whole := list(c.ask(s, view, "first: 1000"), "nodes")
			var got []any
			args := ""
			for more := true; more; {
				page := c.ask(s, view, "first: 6"+args)
				got = append(got, list(page, "nodes")...)
				more = at(page, "pageInfo", "hasNextPage") == true
				args = fmt.Sprintf(", after: %q", at(page, "pageInfo", "endCursor"))
				s.record(`{"entity": {"kind": "PERSON", "name": "Somebody"}}`,
					`{"document": {"publisher": "airstrikes:shafaq", "publishedAt": {"edtf": "2021-02-26"}}}`,
					`{"relation": {"type": "ASSOCIATE", "subject": "airstrikes:kirby", "object": "airstrikes:syria", "when": {"edtf": "1990"}, "report": {"chain": ["airstrikes:npr"]}}}`)
			}
			if !reflect.DeepEqual(got, whole) {
				t.Errorf("%d elements in pages, %d in the whole list, or others", len(got), len(whole))
			}
		})
	}
}

func TestCursorsOfAnotherList(t *testing.T) {
	s := readStory(t)
	foreign := fmt.Sprint(at(connections["entities"].ask(s, "", "first: 1"), "pageInfo", "endCursor"))
	for name, c := range connections {
		t.Run(name, func(t *testing.T) {
			s := s.in(t)
			cursor := fmt.Sprint(at(c.ask(s, "", "first: 1"), "pageInfo", "endCursor"))
			mismatch := func(what, query string) {
				t.Helper()
				p := s.refuse("{ " + query + " }")
				if p.Extensions.Code != "CURSOR_MISMATCH" || fmt.Sprint(p.Extensions.Field) != "[after]" {
					t.Errorf("of %s: got %+v, want CURSOR_MISMATCH of after", what, p)
				}
			}
			after := fmt.Sprintf("after: %q", cursor)
			mismatch("another view", c.query(`(reportedAt: "2021-03-05")`, after))
			mismatch("another viewpoint", c.query(`(accordingTo: ["Sputnik", "Kirby", "SOHR"])`, after))
			mismatch("another position", c.query(`(position: 146)`, after))
			for _, other := range c.others {
				changed := c
				changed.args = other
				mismatch(other, changed.query("", after))
			}
			if name != "entities" {
				mismatch("another list", c.query("", fmt.Sprintf("after: %q", foreign)))
			}
		})
	}
}

func TestRefusedPages(t *testing.T) {
	s := readStory(t)
	for name, c := range connections {
		t.Run(name, func(t *testing.T) {
			s := s.in(t)
			for args, want := range map[string]struct{ code, field string }{
				"first: 1001":        {"INVALID_ARGUMENT", "first"},
				"first: -1":          {"INVALID_ARGUMENT", "first"},
				"last: 1001":         {"INVALID_ARGUMENT", "last"},
				"last: -1":           {"INVALID_ARGUMENT", "last"},
				"first: 1, last: 1":  {"INVALID_ARGUMENT", "last"},
				`after: ""`:          {"INVALID_CURSOR", "after"},
				`after: "nonsense"`:  {"INVALID_CURSOR", "after"},
				`before: "Zm9vYmFy"`: {"INVALID_CURSOR", "before"},
			} {
				p := s.refuse("{ " + c.query("", args) + " }")
				if p.Extensions.Code != want.code || strings.Join(p.Extensions.Field, ".") != want.field {
					t.Errorf("%s: got %+v, want %s of %s", args, p, want.code, want.field)
				}
			}
		})
	}
}

func TestDocumentClaimsArePaged(t *testing.T) {
	s := readStory(t)
	id := at(s.ask(`{ view { documents(filter: {publisher: "Sputnik"}) { nodes { id } } } }`), "view", "documents", "nodes", 0, "id")
	ask := func(args string) any {
		return at(s.ask(`query($id: ID!) { node(id: $id) { ... on Document { claims(`+args+`) { totalCount nodes { position } pageInfo { endCursor hasNextPage } } } } }`, "id", id), "node", "claims")
	}
	whole := each(list(ask("first: 1000"), "nodes"), "position")
	if len(whole) != 34 || !slices.IsSortedFunc(whole, func(a, b any) int { return int(a.(float64) - b.(float64)) }) {
		t.Errorf("the article is cited for %d claims, want 34 in log order: %v", len(whole), whole)
	}
	first := ask("first: 20")
	rest := ask(fmt.Sprintf("first: 20, after: %q", at(first, "pageInfo", "endCursor")))
	if got := append(each(list(first, "nodes"), "position"), each(list(rest, "nodes"), "position")...); !reflect.DeepEqual(got, whole) {
		t.Errorf("in pages %v, whole %v", got, whole)
	}
}

func TestLogPages(t *testing.T) {
	s := readStory(t)
	var positions []any
	after := "0"
	for range 10 {
		page := at(s.ask(`{ log(after: `+after+`, first: 41) { totalCount edges { cursor } nodes { position } pageInfo { hasNextPage hasPreviousPage endCursor } } }`), "log")
		positions = append(positions, each(list(page, "nodes"), "position")...)
		if at(page, "totalCount") != 146.0 || at(page, "pageInfo", "hasPreviousPage") != (after != "0") {
			t.Errorf("after %s: %v", after, page)
		}
		after = fmt.Sprint(at(page, "pageInfo", "endCursor"))
		if at(page, "pageInfo", "hasNextPage") != true {
			break
		}
	}
	if len(positions) != 146 || positions[0] != 1.0 || positions[145] != 146.0 {
		t.Errorf("%d positions from %v", len(positions), positions[0])
	}
	if got := len(list(s.ask(`{ log { nodes { id } } }`), "log", "nodes")); got != 50 {
		t.Errorf("a page of the log has %d events unless told otherwise, want 50", got)
	}
	if got := list(s.ask(`{ log(after: 146) { nodes { id } } }`), "log", "nodes"); len(got) != 0 {
		t.Errorf("after the head: %v", got)
	}
	for _, args := range []string{"first: -1", "first: 1001"} {
		if p := s.refuse(`{ log(` + args + `) { totalCount } }`); p.Extensions.Code != "INVALID_ARGUMENT" || fmt.Sprint(p.Extensions.Field) != "[first]" {
			t.Errorf("%s: got %+v", args, p)
		}
	}
}

// TestLogPagesEndAtSomeBytes reads a log of large events page by page: a page ends early, says so, and nothing is lost.
func TestLogPagesEndAtSomeBytes(t *testing.T) {
	s := newServer(t)
	large := `{"document": {"text": "` + strings.Repeat("x", 512<<10) + `"}}`
	for range 20 {
		s.record(large)
	}
	var pages []int
	for after, more := 0.0, true; more; {
		page := at(s.ask(fmt.Sprintf(`{ log(after: %.0f, first: 1000) { nodes { position type } pageInfo { hasNextPage endCursor } } }`, after)), "log")
		nodes := list(page, "nodes")
		for _, n := range nodes {
			if after++; at(n, "position") != after {
				t.Fatalf("position %v after %v", at(n, "position"), after-1)
			}
		}
		more, _ = at(page, "pageInfo", "hasNextPage").(bool)
		pages = append(pages, len(nodes))
	}
	if !slices.Equal(pages, []int{16, 4}) {
		t.Errorf("pages of %v events; want 16 of 512 KiB, which are 8 MiB, and then 4", pages)
	}
}
