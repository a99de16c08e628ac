package graph

import "onrecord/event"

// IndependentOrigins is on how many different origins the affirming reports in force rest, so that forty outlets that
// cite one wire report count as one. Origins are the last members of chains, after identity. Left out are those that
// stand before the last place in the chain of a report with another origin (of a circle the first reported stays), and
// outlets that hedge and name no source, while anything else counts. It is never below 1 while a report is in force, and 0 when
// none is.
func (c Claim) IndependentOrigins() int {
	v := c.v
	origins := map[row]*origin{}
	denied := false
	for _, r := range v.reportsOf(c.c) {
		report := v.t.reports.at(r)
		if !v.inForce(r) {
			continue
		}
		if report.denies {
			denied = true
			continue
		}
		chain := v.t.chain(report.provenance)
		last := v.originOf(r)
		o := origins[last]
		if o == nil {
			o = &origin{first: report.window.First, report: r, vague: true, leans: map[row]bool{}}
			origins[last] = o
		}
		if report.window.First < o.first {
			o.first, o.report = report.window.First, r
		}
		o.vague = o.vague && report.sourceless
		for i := 0; i < len(chain)-1; i++ {
			if through := v.head(chain[i]); through != last {
				o.leans[through] = true
			}
		}
	}
	if len(origins) == 0 {
		if denied {
			return 1
		}
		return 0
	}
	count, vague := 0, 0
	for n, o := range origins {
		switch {
		case !stays(origins, n):
		case o.vague:
			vague++
		default:
			count++
		}
	}
	if count == 0 {
		return min(1, vague)
	}
	return count
}

// origin is one of those a claim rests on.
type origin struct {
	first  event.Instant // when it was first reported
	report row           // by which report: of two at once the first recorded counts as first
	vague  bool          // every report of it hedges and names nobody
	leans  map[row]bool  // who passed on what it said: they are no origins of their own
}

// originOf is the last member of a report's chain; without a chain the document's publisher; 0 is the desk.
func (v *View) originOf(r row) row {
	report := v.t.reports.at(r)
	if chain := v.t.chain(report.provenance); len(chain) > 0 {
		return v.head(chain[len(chain)-1])
	}
	if publisher := v.t.documents.at(report.document).publisher; publisher != 0 {
		return v.head(publisher)
	}
	return 0
}

// stays reports whether an origin counts on its own: everyone it got the claim from, at any remove, got it from it in
// turn, and later.
func stays(origins map[row]*origin, n row) bool {
	for from := range behind(origins, n) {
		if from == n {
			continue
		}
		if !behind(origins, from)[n] {
			return false
		}
		if a, b := origins[from], origins[n]; a.first < b.first || a.first == b.first && a.report < b.report {
			return false
		}
	}
	return true
}

// behind lists the origins whose words n passed on, at any remove.
func behind(origins map[row]*origin, n row) map[row]bool {
	reached := map[row]bool{}
	var walk func(row)
	walk = func(n row) {
		for from, o := range origins {
			if o.leans[n] && !reached[from] {
				reached[from] = true
				walk(from)
			}
		}
	}
	walk(n)
	return reached
}
