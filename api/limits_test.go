package api_test

import (
	"fmt"
	"strings"
	"testing"
)

// nested asks for the neighbours of neighbours, so many deep.
func nested(deep int) string {
	return `{ view { entity(id: "Iran") {` + strings.Repeat(" neighbors { nodes {", deep) + " id" + strings.Repeat(" } }", deep) + " } } }"
}

func TestLimits(t *testing.T) {
	s := readStory(t)
	spread := "{ ...F0 }"
	for i := range 40 {
		spread += fmt.Sprintf(" fragment F%d on Query { ...F%d ...F%d }", i, i+1, i+1)
	}
	spread += " fragment F40 on Query { __typename }"
	for name, c := range map[string]struct{ query, code string }{
		"neighbours of neighbours": {nested(2), ""},
		"too costly":               {nested(4), "COMPLEXITY_LIMIT_EXCEEDED"},
		"too deep":                 {nested(12), "DEPTH_LIMIT_EXCEEDED"},
		"far too deep":             {nested(300), "DEPTH_LIMIT_EXCEEDED"},
		"a page of a thousand":     {`{ view { timeline(first: 1000) { nodes { summary reports { chain { name } document { label } ends { reason } } } } } }`, ""},
		"many pages of a thousand": {`{ view { entities(first: 1000) { nodes { claims(first: 1000) { nodes { id } } } } } }`, "COMPLEXITY_LIMIT_EXCEEDED"},
		"fragments of fragments":   {spread, "SELECTION_LIMIT_EXCEEDED"},
		"lists without arguments":  {`{ view { claim(id: "airstrikes:strike") {` + strings.Repeat(" history {", 12) + " id" + strings.Repeat(" }", 12) + " } } }", "COMPLEXITY_LIMIT_EXCEEDED"},
	} {
		t.Run(name, func(t *testing.T) {
			if c.code == "" {
				s.in(t).ask(c.query)
			} else if refused := s.in(t).refuse(c.query); refused.Extensions.Code != c.code {
				t.Errorf("got %v, want %s", refused, c.code)
			}
		})
	}
}

// TestNumbersOutOfRange: a literal that no number can hold is the caller's mistake, not a fault of ours.
func TestNumbersOutOfRange(t *testing.T) {
	s := readStory(t)
	for _, query := range []string{
		`{ view(position: 18446744073709551616) { snapshot { position } } }`,
		`{ view(validAt: 99999999999999999999) { snapshot { position } } }`,
		`{ log(after: 99999999999999999999999) { totalCount } }`,
	} {
		if refused := s.in(t).refuse(query); refused.Extensions.Code != "INVALID_ARGUMENT" {
			t.Errorf("%s: %+v", query, refused)
		}
	}
}
