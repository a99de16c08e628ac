package graph

import "slices"

// IndependentOrigins is on how many different origins the affirming reports in force rest, so that forty outlets that
// cite one wire report count as one. Origins are the last members of chains, after identity. Left out are those that
// stand before the last place in the chain of a report with another origin (a circle of those counts once), and outlets
// that hedge and name no source, while anything else counts. It is never below 1 while a report is in force, and 0 when
// none is.
func (c Claim) IndependentOrigins() int { return c.v.independentOrigins(c.c, c.v.inForce) }

// independentOrigins is on how many origins the affirming reports that count rest.
func (v *View) independentOrigins(c row, counts func(report row) bool) int {
	origins := map[row]*origin{}
	denied := false
	for _, r := range v.reportsOf(c) {
		report := v.t.report(r)
		if !counts(r) {
			continue
		}
		if report.denies() {
			denied = true
			continue
		}
		chain := v.t.chain(report.provenance)
		last := v.originOf(r)
		o := origins[last]
		if o == nil {
			o = &origin{vague: true, leans: map[row]bool{}}
			origins[last] = o
		}
		o.vague = o.vague && report.sourceless()
		for i := 0; i < len(chain)-1; i++ {
			if through := v.first(chain[i]); through != last {
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
	for _, o := range standAlone(origins) {
		if o.vague {
			vague++
		} else {
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
	vague bool         // every report of it hedges and names nobody
	leans map[row]bool // who passed on what it said: they are no origins of their own
}

// originOf is the last member of a report's chain; without a chain the document's publisher; 0 is the desk.
func (v *View) originOf(r row) row {
	report := v.t.report(r)
	if chain := v.t.chain(report.provenance); len(chain) > 0 {
		return v.first(chain[len(chain)-1])
	}
	if publisher := v.t.documents.at(report.document).publisher; publisher != 0 {
		return v.first(publisher)
	}
	return 0
}

// standAlone lists the origins that count on their own. Those that have the claim from each other, at any remove, are a
// circle; an origin by itself is one too. A circle counts if none of it has the claim from outside, and then once,
// whoever of it was first: what makes an origin vague is that it names nobody it has the claim from.
func standAlone(origins map[row]*origin) (alone []*origin) {
	c := circles{behind: map[row][]row{}, seen: map[row]int{}, low: map[row]int{}, closed: map[row]int{}}
	for from, o := range origins {
		for n := range o.leans {
			if origins[n] != nil {
				c.behind[n] = append(c.behind[n], from)
			}
		}
	}
	for n := range origins {
		if c.seen[n] == 0 {
			c.visit(n)
		}
	}
	for i, members := range c.found {
		outside := func(from row) bool { return c.closed[from] != i+1 }
		if !slices.ContainsFunc(members, func(n row) bool { return slices.ContainsFunc(c.behind[n], outside) }) {
			alone = append(alone, origins[members[0]])
		}
	}
	return alone
}

// circles finds who has the claim from each other, by Tarjan's search for strongly connected components.
type circles struct {
	behind map[row][]row // whose words each origin passed on
	seen   map[row]int   // when it was reached, from 1
	low    map[row]int   // the earliest on the way that can be reached from it
	way    []row         // reached, and not yet in a circle
	found  [][]row
	closed map[row]int // in which circle it is, from 1
}

func (c *circles) visit(n row) {
	c.seen[n] = len(c.seen) + 1
	c.low[n] = c.seen[n]
	c.way = append(c.way, n)
	for _, from := range c.behind[n] {
		if c.seen[from] == 0 {
			c.visit(from)
			c.low[n] = min(c.low[n], c.low[from])
		} else if c.closed[from] == 0 {
			c.low[n] = min(c.low[n], c.seen[from])
		}
	}
	if c.low[n] != c.seen[n] {
		return
	}
	i := slices.Index(c.way, n)
	members := slices.Clone(c.way[i:])
	c.way = c.way[:i]
	c.found = append(c.found, members)
	for _, m := range members {
		c.closed[m] = len(c.found)
	}
}
