package api_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

const killed = `figures(about: "airstrikes:strike", measure: "killed") { claim { key } quantity { measure value min unit text } report { chain { name } } from to inForce }`

// toldFigures writes figures: how much, whom from last, from when to when.
func toldFigures(figures []any) (lines []string) {
	for _, f := range figures {
		chain := list(f, "report", "chain")
		lines = append(lines, fmt.Sprint(at(f, "quantity", "text"), " ", at(chain[len(chain)-1], "name"), " ", at(f, "from"), " ", at(f, "to"), " ", at(f, "inForce")))
	}
	return lines
}

func TestFigures(t *testing.T) {
	s := readStory(t)
	const (
		seventeen = "at least 17 Rami Abdul Rahman 2021-02-26T05:00:00Z "
		ended     = "2021-02-27T04:59:59.999998Z false"
		twentyTwo = "22 Syrian Observatory for Human Rights 2021-02-26T05:00:00Z <nil> true"
		one       = "one John Kirby 2021-03-01T05:00:00Z <nil> true"
	)
	for view, want := range map[string][]string{
		``:                                     {seventeen + ended, twentyTwo, one},
		`(reportedAt: "2021-02-26T17:00:00Z")`: {seventeen + "<nil> true", twentyTwo},
		`(reportedAt: "2021-02-28")`:           {seventeen + ended, twentyTwo},
		`(reportedAt: "2021-02-25")`:           nil,
		`(accordingTo: ["AFP"])`:               {seventeen + "<nil> true"},
		`(accordingTo: ["SOHR"])`:              {seventeen + ended, twentyTwo},
		`(validAt: "2021-02-24")`:              nil,
		`(position: 100)`:                      nil,
	} {
		if got := toldFigures(list(s.ask(`{ view`+view+` { `+killed+` } }`), "view", "figures")); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %q, want %q", view, got, want)
		}
	}
	data := s.ask(`{ view { own: figures(about: "airstrikes:twenty-two-killed", measure: "killed") { claim { key } } used: figures(about: "Abu Kamal", measure: "used") { quantity { unit } }
		none: figures(about: "Kirby", measure: "killed") { from } } }`)
	if got := fmt.Sprint(each(list(data, "view", "used"), "quantity")); got != "[map[unit:F-15Es] map[unit:precision-guided munitions]]" {
		t.Errorf("used at Abu Kamal: %s", got)
	}
	if own, none := list(data, "view", "own"), list(data, "view", "none"); len(own) != 2 || len(none) != 0 {
		t.Errorf("of the count itself, with the one before it: %v; of Kirby: %v", own, none)
	}
	if p := s.refuse(`{ view { figures(about: "nobody", measure: "killed") { from } } }`); p.Extensions.Code != "NOT_FOUND" || strings.Join(p.Extensions.Field, ".") != "about" {
		t.Errorf("got %+v", p)
	}
}

func TestContradictions(t *testing.T) {
	s := readStory(t)
	groups := func(view, args string) string {
		data := s.ask(`{ view` + view + ` { contradictions` + args + ` { totalCount nodes { kind claims { key } relations { key } about { label } measure unit } } } }`)
		var lines []string
		for _, n := range list(data, "view", "contradictions", "nodes") {
			line := fmt.Sprint(at(n, "kind"), each(list(n, "claims"), "key"), each(list(n, "relations"), "key"))
			if at(n, "about") != nil {
				line += fmt.Sprint(at(n, "about", "label"), "/", at(n, "measure"), "/", at(n, "unit"))
			}
			lines = append(lines, strings.ReplaceAll(line, "airstrikes:", ""))
		}
		if total := at(data, "view", "contradictions", "totalCount"); args == "" && total != float64(len(lines)) {
			t.Errorf("%d groups of %v", len(lines), total)
		}
		return strings.Join(lines, "; ")
	}
	const (
		said     = "RECORDED[austin-on-iraqi-intelligence ministry-denies-exchange] [denial-contradicts-austin]"
		helped   = "DISPUTED[iraqi-intelligence-helped] []"
		recorded = "RECORDED[twenty-two-killed one-killed-two-wounded] [one-contradicts-twenty-two]"
		figures  = "FIGURES[twenty-two-killed one-killed-two-wounded] []US airstrikes in Syria/killed/people"
	)
	for view, want := range map[string]string{
		``:                                 said + "; " + recorded + "; " + figures,
		`(reportedAt: "2021-02-26")`:       said + "; " + helped, // 17 at least, and 22, agree
		`(accordingTo: ["Kirby"])`:         "",
		`(accordingTo: ["Kirby", "SOHR"])`: figures, // that they contradict each other only the desk says
	} {
		if got := groups(view, ""); got != want {
			t.Errorf("%s:\n%s, want\n%s", view, got, want)
		}
	}
	if got := groups("", "(filter: {categories: [CASUALTIES]})"); got != recorded+"; "+figures {
		t.Errorf("of casualties: %s", got)
	}
	if got := groups("", "(last: 1)"); got != figures {
		t.Errorf("the last: %s", got)
	}
}

func TestAffects(t *testing.T) {
	data := readStory(t).ask(`{ view { claim(id: "airstrikes:iraqi-intelligence-helped") { ...touches } seventeen: claim(id: "airstrikes:seventeen-killed") { ...touches }
		kirby: claim(id: "airstrikes:kirby-details") { affects(first: 1) { totalCount nodes { kind } pageInfo { hasNextPage } } } } }
		fragment touches on Claim { affects(filter: {statuses: [CURRENT, ENDED]}) { nodes { distance kind claim { key } through { key } } } }`)
	lines := func(of string) (lines []string) {
		for _, n := range list(data, "view", of, "affects", "nodes") {
			lines = append(lines, strings.ReplaceAll(fmt.Sprint(at(n, "distance"), at(n, "kind"), at(n, "claim", "key"), at(n, "through", "key")), "airstrikes:", " "))
		}
		return lines
	}
	if got := lines("claim"); !reflect.DeepEqual(got, []string{"1NAMES ministry-denies-exchange iraqi-intelligence-helped", "1NAMES kirby-takes-back-intelligence iraqi-intelligence-helped",
		"2NAMES denial-contradicts-austin ministry-denies-exchange", "2NAMES kirby-answers-austin kirby-takes-back-intelligence"}) {
		t.Errorf("the help: %q", got)
	}
	if got := lines("seventeen"); !reflect.DeepEqual(got, []string{"1NAMES strike-killed-seventeen seventeen-killed"}) {
		t.Errorf("the seventeen: %q", got)
	}
	if kirby := at(data, "view", "kirby", "affects"); at(kirby, "nodes", 0, "kind") != "REPORTS" && at(kirby, "totalCount").(float64) < 2 || at(kirby, "pageInfo", "hasNextPage") != true {
		t.Errorf("what Kirby said: %v", kirby)
	}
}
