package graph

import (
	"sync"

	"onrecord/event"
)

// kind says which table a row belongs to.
type kind int

const (
	aNode kind = iota
	aDocument
	aClaim
	aReport
	anEnd
	aCorrection
	kinds
)

// names finds things by id, key, identifier or name, and erasures by what they erased. It knows everything applied, so
// that a reader has to check what it finds against its position.
type names struct {
	mu         sync.RWMutex                      // guards the maps
	rows       [kinds]map[event.ID]row           // by id
	keys       map[string]event.ID               // by key
	borne      map[string][]row                  // descriptions by name and alias
	registered map[string][]row                  // descriptions by identifier
	erased     map[event.Position]event.Position // erasures by the position they erased
}

func newNames() *names {
	n := &names{keys: map[string]event.ID{}, borne: map[string][]row{}, registered: map[string][]row{}, erased: map[event.Position]event.Position{}}
	for k := range n.rows {
		n.rows[k] = map[event.ID]row{}
	}
	return n
}

// row finds a thing of a kind.
func (n *names) row(id event.ID, k kind) (row, bool) {
	n.mu.RLock()
	defer n.mu.RUnlock()
	r, ok := n.rows[k][id]
	return r, ok
}

func (n *names) add(id event.ID, k kind, r row) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.rows[k][id] = r
}

func (n *names) addKey(key string, id event.ID) {
	if key == "" {
		return
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.keys[key] = id
}

func (n *names) addErasure(of, by event.Position) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.erased[of] = by
}

// erasedBy is where the payload at a position was erased; 0 when it was not.
func (n *names) erasedBy(p event.Position) event.Position {
	n.mu.RLock()
	defer n.mu.RUnlock()
	return n.erased[p]
}

// describe enters what a description says its entity is called.
func (n *names) describe(d row, p *event.EntityDescribed) {
	n.mu.Lock()
	defer n.mu.Unlock()
	called := map[string]bool{p.Name: true}
	for _, alias := range p.Aliases {
		called[alias] = true
	}
	for name := range called {
		n.borne[name] = append(n.borne[name], d)
	}
	numbered := map[string]bool{}
	for _, id := range p.Identifiers {
		numbered[id.String()] = true
	}
	for id := range numbered {
		n.registered[id] = append(n.registered[id], d)
	}
}

// key finds what a key names.
func (n *names) key(key string) (event.ID, bool) {
	n.mu.RLock()
	defer n.mu.RUnlock()
	id, ok := n.keys[key]
	return id, ok
}

// bearers lists the descriptions that bear a name or alias, in the order recorded; registrants those that bear an
// identifier.
func (n *names) bearers(name string) []row { return n.list(n.borne, name) }

func (n *names) registrants(identifier string) []row { return n.list(n.registered, identifier) }

func (n *names) list(of map[string][]row, name string) []row {
	n.mu.RLock()
	defer n.mu.RUnlock()
	list := of[name]
	return list[:len(list):len(list)]
}
