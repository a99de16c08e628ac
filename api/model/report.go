package model

import (
	"onrecord/event"
	"onrecord/graph"
)

// Report is one source's telling of a claim, in a view that it is told in.
type Report struct {
	v *View
	r graph.Report
}

func (v *View) newReports(list []graph.Report) []*Report {
	reports := make([]*Report, len(list))
	for i, r := range list {
		reports[i] = &Report{v, r}
	}
	return reports
}

// read reads the report's words. They are empty when they were erased.
func (r *Report) read() (*event.Report, error) {
	_, payload, err := r.v.words.at(r.r.Words())
	if words := reportIn(payload); words != nil {
		return words, nil
	}
	return &event.Report{}, err
}

// ID implements Report.id; the fields below are those of the schema by the same names.
func (r *Report) ID() string               { return r.r.ID().String() }
func (r *Report) InForce() bool            { return r.r.InForce() }
func (r *Report) From() event.Instant      { return r.r.Window().First }
func (r *Report) To() event.Instant        { return r.r.Window().Last }
func (r *Report) Position() event.Position { return r.r.Position() }
func (r *Report) Chain() []*Entity         { return r.v.newEntities(r.r.Chain()) }
func (r *Report) Ends() []*End             { return r.v.newEnds(r.r.Ends()) }

func (r *Report) Told() Told {
	if r.r.Certain() {
		return ToldYes
	}
	return ToldMaybe
}

func (r *Report) Stance() event.ReportStance {
	if r.r.Denies() {
		return event.StanceDenied
	}
	return event.StanceAffirmed
}

func (r *Report) Document() *Document { return r.v.cited(r.r.Document()) }

func (r *Report) Statement() *Statement {
	if c, ok := r.r.Statement(); ok {
		statement, _ := r.v.newClaim(c).(*Statement)
		return statement
	}
	return nil
}

func (r *Report) Cue() (*string, error) { words, err := r.read(); return optional(words.Cue), err }

func (r *Report) Evidence() (*event.Evidence, error) {
	words, err := r.read()
	if words.Evidence == 0 {
		return nil, err
	}
	return &words.Evidence, nil
}

func (r *Report) Modality() (event.Modality, error) {
	words, err := r.read()
	return max(words.Modality, event.ModalityCertain), err
}

func (r *Report) Excerpts() ([]*Excerpt, error) {
	words, err := r.read()
	excerpts := make([]*Excerpt, len(words.Excerpts))
	for i, x := range words.Excerpts {
		excerpts[i] = &Excerpt{Exact: x.Exact, Prefix: optional(x.Prefix), Suffix: optional(x.Suffix), Start: number(x.Start), End: number(x.End)}
	}
	return excerpts, err
}

func number(n *uint32) *int {
	if n == nil {
		return nil
	}
	i := int(*n)
	return &i
}

func (r *Report) RecordedBy() (string, error) {
	by, _, err := r.v.words.at(r.r.Position())
	return by, err
}
