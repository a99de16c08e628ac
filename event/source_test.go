package event

import (
	"slices"
	"testing"
)

func TestWhoseReportsAnEndIsAimedAt(t *testing.T) {
	outlet, origin, other := NewID(), NewID(), NewID()
	told := Origin{Chain: []ID{outlet, origin}, Also: []ID{other}}
	for name, c := range map[string]struct {
		end  End
		want []ID
	}{
		"our own slip":              {End{}, nil},
		"our own slip, of somebody": {End{Of: []ID{other}}, []ID{other}},
		"told through an outlet":    {End{Origin: told}, []ID{origin}},
		"told, of others":           {End{Origin: told, Of: []ID{other, outlet}}, []ID{other, outlet}},
	} {
		if got := c.end.Whose(); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v; want %v", name, got, c.want)
		}
	}
}

func TestSourcesOfAReport(t *testing.T) {
	outlet, origin, publisher, speaker, body := NewID(), NewID(), NewID(), NewID(), NewID()
	said := &StatementMade{Speaker: speaker, OnBehalfOf: body, Addressees: []ID{NewID()}}
	done := &ActionTaken{Actors: []ID{speaker}}
	report := func(stance ReportStance, chain ...ID) Report {
		return Report{Stance: stance, Origin: Origin{Chain: chain, Also: []ID{publisher}}}
	}
	for name, c := range map[string]struct {
		report Report
		of     Claim
		want   []ID
	}{
		"an outlet of a statement":              {report(0, outlet), said, []ID{outlet, publisher, speaker, body}},
		"an outlet, affirming in so many words": {report(StanceAffirmed, outlet), said, []ID{outlet, publisher, speaker, body}},
		"the desk of a statement":               {report(0), said, []ID{publisher, speaker, body}},
		"an outlet that names where from":       {report(0, outlet, origin), said, []ID{outlet, origin, publisher}},
		"an outlet that denies":                 {report(StanceDenied, outlet), said, []ID{outlet, publisher}},
		"an outlet of an action":                {report(0, outlet), done, []ID{outlet, publisher}},
		"an outlet of what was erased":          {report(0, outlet), nil, []ID{outlet, publisher}},
		"a statement for nobody":                {report(0, outlet), &StatementMade{Speaker: speaker}, []ID{outlet, publisher, speaker}},
	} {
		if got := c.report.Sources(c.of); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v; want %v", name, got, c.want)
		}
	}
}
