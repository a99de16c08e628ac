package model

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"

	"onrecord/event"
	"onrecord/graph"
)

// filter resolves a claim filter: names to things, moments to microseconds. moved are the clocks that are asked at more
// moments than the view's.
func (v *View) filter(in *ClaimFilter, moved ...graph.Axis) (graph.Filter, error) {
	if in == nil {
		return graph.Filter{}, nil
	}
	f := graph.Filter{Kinds: in.Kinds, Acts: in.Acts, Categories: in.Categories, Types: in.Types, Evidence: in.Evidence, Modalities: in.Modalities, Hedged: in.Hedged,
		Stances: in.Stances, Statuses: in.Statuses, Holds: in.Holds}
	if len(f.Holds) > 0 && v.view.ValidAt() == nil && !slices.Contains(moved, graph.Valid) {
		return f, &InputError{Code: CodeInvalid, Field: []string{"filter", "holds"}, Message: "holds asks for a moment of the world; give the view a validAt"}
	}
	if err := atMost(in.MinIndependentOrigins, &f.Origins, "minIndependentOrigins", 1, math.MaxInt32); err != nil {
		return f, Under(err, "filter")
	}
	var err error
	if f.Involving, err = v.nodes(in.Involving, "filter", "involving"); err != nil {
		return f, err
	}
	if f.About, err = v.nodes(in.About, "filter", "about"); err != nil {
		return f, err
	}
	if f.Sources, err = v.entities(in.Sources, "filter", "sources"); err != nil {
		return f, err
	}
	if f.Places, err = v.entities(in.Places, "filter", "places"); err != nil {
		return f, err
	}
	if f.From, err = v.moment(in.From, true, "filter", "from"); err != nil {
		return f, err
	}
	if f.To, err = v.moment(in.To, false, "filter", "to"); err != nil {
		return f, err
	}
	return f, ordered(f.From, f.To, "filter", "to")
}

// ordered refuses a range of moments that ends before it begins.
func ordered(from, to *event.Instant, field ...string) error {
	if from != nil && to != nil && *from > *to {
		return &InputError{Code: CodeInvalid, Field: field, Message: fmt.Sprintf("from %s to %s: it ends before it begins", from, to)}
	}
	return nil
}

// nodes looks up ID arguments that name entities or claims.
func (v *View) nodes(names []string, field ...string) (nodes []graph.Node, err error) {
	for i, name := range names {
		n, err := v.node(name, append(field[:len(field):len(field)], strconv.Itoa(i))...)
		if err != nil {
			return nil, err
		}
		nodes = append(nodes, n)
	}
	return nodes, nil
}

// entities looks up ID arguments that name entities.
func (v *View) entities(names []string, field ...string) ([]graph.Node, error) {
	nodes, err := v.nodes(names, field...)
	for i, n := range nodes {
		if _, is := n.Entity(); !is {
			return nil, wrongKind(names[i], "claim", "an entity", append(field, strconv.Itoa(i))...)
		}
	}
	return nodes, err
}

// node looks up an ID argument that names an entity or claim.
func (v *View) node(name string, field ...string) (graph.Node, error) {
	id, err := v.find(name, field...)
	if err != nil {
		return graph.Node{}, err
	}
	n, ok := v.view.Node(id)
	if !ok {
		return n, wrongKind(name, v.view.KindOf(id), "an entity or a claim", field...)
	}
	return n, nil
}

// entity looks up an ID argument that names an entity.
func (v *View) entity(name string, field ...string) (graph.Entity, error) {
	id, err := v.find(name, field...)
	if err != nil {
		return graph.Entity{}, err
	}
	e, ok := v.view.Entity(id)
	if !ok {
		return e, wrongKind(name, v.view.KindOf(id), "an entity", field...)
	}
	return e, nil
}

// wrongKind says that an ID argument names something of another kind than it takes.
func wrongKind(name, is, takes string, field ...string) error {
	return &InputError{Code: CodeInvalid, Field: field, Message: fmt.Sprintf("%q names a thing of the kind %q; the argument takes %s", name, is, takes)}
}

// scope writes what a list was asked with, for its cursors.
func (v *View) scope(list string, args ...any) string {
	written, err := json.Marshal(args)
	if err != nil {
		panic(err) // the arguments are plain data
	}
	return v.asked + " " + list + " " + string(written)
}

// PinFilter resolves the names in a filter to ids, as of now, so that it means the same at every position. It fails with
// what is wrong with the filter, before anything is filtered by it.
func (s *Store) PinFilter(ctx context.Context, filter *ClaimFilter) (*ClaimFilter, error) {
	if filter == nil {
		return nil, nil
	}
	v, err := s.NewView(ctx, ViewInput{})
	if err != nil {
		return nil, err
	}
	f, err := v.filter(filter)
	if err != nil {
		return nil, err
	}
	pinned := *filter
	pinned.Involving, pinned.About, pinned.Sources, pinned.Places = ids(f.Involving), ids(f.About), ids(f.Sources), ids(f.Places)
	return &pinned, nil
}

func ids(nodes []graph.Node) (list []string) {
	for _, n := range nodes {
		list = append(list, n.ID().String())
	}
	return list
}

// recordedBy is a pinned filter without what a view does not know yet; false when nothing can pass it there.
func (in ClaimFilter) recordedBy(v *View) (ClaimFilter, bool) {
	for _, list := range []*[]string{&in.Involving, &in.About, &in.Sources, &in.Places} {
		var known []string
		for _, id := range *list {
			if _, err := v.view.Lookup(id); err == nil {
				known = append(known, id)
			}
		}
		if len(known) == 0 && len(*list) > 0 {
			return in, false
		}
		*list = known
	}
	return in, true
}
