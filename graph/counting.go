package graph

import "slices"

// This file chooses claims by their reports: by those in force, and of what has ended by those told.

// counting is which reports of a claim with a status count.
func (v *View) counting(status Status) func(report row) bool {
	if status == Ended {
		return v.toldReport
	}
	return v.inForce
}

// asksReports reports whether a filter asks for more of reports than what they come to.
func (f *Filter) asksReports() bool {
	return len(f.Sources)+len(f.Evidence)+len(f.Modalities) > 0 || f.Hedged != nil
}

// reported reports whether a report of the claim that counts is as a filter asks, and whether everyone holds back, or not.
func (v *View) reported(c row, f *Filter, status Status) bool {
	counts := v.counting(status)
	if f.Hedged != nil && v.hedged(c, counts) != *f.Hedged {
		return false
	}
	if len(f.Sources)+len(f.Evidence)+len(f.Modalities) == 0 {
		return true
	}
	return slices.ContainsFunc(v.reportsOf(c), func(r row) bool {
		report := Report{v, r}
		return (len(f.Evidence) == 0 || slices.Contains(f.Evidence, report.Evidence())) &&
			(len(f.Modalities) == 0 || slices.Contains(f.Modalities, report.Modality())) && (len(f.Sources) == 0 || v.sourced(r, f.Sources)) && counts(r)
	})
}

// sourced reports whether one of some nodes is a source of a report.
func (v *View) sourced(r row, nodes []Node) bool {
	return slices.ContainsFunc(v.t.sources(v.t.report(r).provenance), func(source row) bool {
		return slices.ContainsFunc(nodes, func(n Node) bool { return v.first(n.n) == v.first(source) })
	})
}

// hedged reports whether a report that counts affirms the claim, and every such report holds back.
func (v *View) hedged(c row, counts func(report row) bool) bool {
	plain := func(r row) bool { return !v.t.report(r).hedged() && counts(r) }
	return !v.t.anyReport(c, false, plain) && v.t.anyReport(c, false, counts)
}
