package model

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"onrecord/event"
	"onrecord/graph"
)

// View is the graph as it stood.
type View struct {
	store *Store
	view  *graph.View
	words *words
	clocks
	asked string // the arguments as given: cursors of another view do not fit
}

// NewView resolves the arguments of a view. It fails with [*InputError].
func (s *Store) NewView(ctx context.Context, in ViewInput) (*View, error) {
	if in.Permalink != nil {
		if in.ValidAt != nil || in.ReportedAt != nil || in.RecordedAt != nil || in.Position != nil || in.AccordingTo != nil {
			return nil, invalid("permalink", "give a permalink or clocks and sources, not both")
		}
		return s.follow(ctx, *in.Permalink)
	}
	v := &View{store: s, words: newWords(s), clocks: clocks{op: s.Operation(ctx), zone: time.UTC}}
	if in.Zone != nil {
		zone, err := event.Zone(*in.Zone)
		if *in.Zone == "" {
			err = errors.New(`"" is not a time zone; leave zone out for UTC`)
		}
		if err != nil {
			return nil, &InputError{Code: CodeInvalid, Field: []string{"zone"}, Message: err.Error()}
		}
		v.zone = zone
	}
	spec := graph.Spec{Position: &v.op.Head}
	var err error
	if spec.ValidAt, err = v.moment(in.ValidAt, false, "validAt"); err != nil {
		return nil, err
	}
	if spec.ReportedAt, err = v.moment(in.ReportedAt, false, "reportedAt"); err != nil {
		return nil, err
	}
	recordedAt, err := v.moment(in.RecordedAt, false, "recordedAt")
	switch {
	case err != nil:
		return nil, err
	case recordedAt != nil && in.Position != nil:
		return nil, invalid("position", "give recordedAt or position, not both")
	case recordedAt != nil:
		at := min(s.Graph.PositionAt(*recordedAt), v.op.Head)
		spec.Position = &at
	case in.Position != nil:
		spec.Position = in.Position
	}
	if in.AccordingTo != nil && len(in.AccordingTo) == 0 {
		return nil, invalid("accordingTo", "name at least one source, or leave it out for everyone")
	}
	if v.view, err = s.Graph.View(spec); err != nil {
		return nil, failed(err, "position")
	}
	v.asked = in.String()
	if in.AccordingTo == nil {
		return v, nil
	}
	for i, name := range in.AccordingTo {
		source, err := v.entity(name, "accordingTo", fmt.Sprint(i))
		if err != nil {
			return nil, err
		}
		spec.AccordingTo = append(spec.AccordingTo, source.ID())
	}
	if v.view, err = s.Graph.View(spec); err != nil {
		return nil, failed(err, "accordingTo")
	}
	return v, nil
}

// String writes the arguments, for cursors.
func (in ViewInput) String() string {
	written, err := json.Marshal(in)
	if err != nil {
		panic(err) // the arguments are plain data
	}
	return string(written)
}

// in is the same view in another one of the graph: a step's claims are seen at its moment.
func (v *View) in(view *graph.View) *View {
	if view == v.view {
		return v
	}
	other := *v
	other.view = view
	return &other
}

// Snapshot implements View.snapshot.
func (v *View) Snapshot() (*Snapshot, error) {
	root, err := v.store.Log.Root(v.view.Position())
	if err != nil {
		return nil, fmt.Errorf("root at position %d: %w", v.view.Position(), err)
	}
	s := &Snapshot{ValidAt: v.view.ValidAt(), ReportedAt: v.view.ReportedAt(), Position: v.view.Position(), Root: hex.EncodeToString(root[:]),
		RecordedAt: bounded(v.store.Graph.RecordedAt(v.view.Position())), Permalink: v.permalink(root)}
	for _, e := range v.view.AccordingTo() {
		s.AccordingTo = append(s.AccordingTo, v.newEntity(e))
	}
	return s, nil
}

// find looks up an ID argument.
func (v *View) find(name string, field ...string) (event.ID, error) {
	id, err := v.view.Lookup(name)
	return id, failed(err, field...)
}

// look looks up what an id argument asks to see. What the log has, but not by the view's position, is the zero id: it is
// not to be seen here. A name that nothing bears is a mistake.
func (v *View) look(name string) (event.ID, error) {
	id, err := v.find(name, "id")
	var input *InputError
	if errors.As(err, &input) && input.Code == CodeNotFound && v.view.Position() < v.op.Head {
		head, _ := v.store.Graph.View(graph.Spec{Position: &v.op.Head})
		if _, unknown := head.Lookup(name); unknown == nil {
			return event.ID{}, nil
		}
	}
	return id, err
}

// Entity implements View.entity.
func (v *View) Entity(id string) (*Entity, error) {
	found, err := v.look(id)
	if err != nil {
		return nil, err
	}
	e, ok := v.view.Entity(found)
	switch {
	case !ok:
		return nil, v.otherKind(found, id, "an entity")
	case !e.Visible():
		return nil, nil
	}
	return v.newEntity(e), nil
}

// Claim implements View.claim.
func (v *View) Claim(id string) (Claim, error) {
	found, err := v.look(id)
	if err != nil {
		return nil, err
	}
	if c, ok := v.view.Claim(found); ok {
		return v.newClaim(c), nil
	}
	return nil, v.otherKind(found, id, "a claim")
}

// otherKind says that an id argument names a thing of another kind than it takes; nil when it names nothing here.
func (v *View) otherKind(id event.ID, name, takes string) error {
	if kind := v.view.KindOf(id); kind != "" {
		return wrongKind(name, kind, takes, "id")
	}
	return nil
}

// Node finds an entity, claim or document, visible or not.
func (v *View) Node(id string) (Node, error) {
	found, err := v.look(id)
	if err != nil {
		return nil, err
	}
	if n, ok := v.view.Node(found); ok {
		return v.newNode(n), nil
	}
	if d, ok := v.view.Document(found); ok {
		return v.newDocument(d), nil
	}
	return nil, v.otherKind(found, id, "an entity, a claim or a document")
}

// newNode wraps an entity or a claim.
func (v *View) newNode(n graph.Node) Node {
	if c, ok := n.Claim(); ok {
		return v.newClaim(c)
	}
	e, _ := n.Entity()
	return v.newEntity(e)
}
