package graph

// viewpoint is the provenances that have one of the sources that a view goes by, or one judged to be the same: as a set, and each
// once.
type viewpoint struct {
	rowSet
	list []row
}

func newViewpoint(t *tables) *viewpoint { return &viewpoint{rowSet: newSet(t.provenances.len())} }

// add adds a provenance.
func (p *viewpoint) add(r row) {
	if !p.has(r) {
		p.set(r)
		p.list = append(p.list, r)
	}
}

// provenancesOf calls visit with the provenances that a node is a member of, up to those of the state.
func (t *tables) provenancesOf(n row, visit func(p row)) {
	t.cites.newest(load(&t.entity(n).cites), func(p *row) bool {
		if *p < t.provenances.len() {
			visit(*p)
		}
		return true
	})
}

// rowSet is a set of rows.
type rowSet []uint64

func newSet(rows row) rowSet { return make(rowSet, (rows+63)/64) }

func (b rowSet) set(r row) { b[r/64] |= 1 << (r % 64) }

// has reports whether a row is in the set; one past its end is not.
func (b rowSet) has(r row) bool { return int(r/64) < len(b) && b[r/64]&(1<<(r%64)) != 0 }
