package model

import (
	"slices"
	"strings"

	"onrecord/event"
	"onrecord/graph"
)

// Entities implements View.entities.
func (v *View) Entities(filter *EntityFilter, first *int, after *string, last *int, before *string) (*EntityConnection, error) {
	var entities []graph.Entity
	for e := range v.view.Entities() {
		if filter == nil || filter.passes(e) {
			entities = append(entities, e)
		}
	}
	return v.entityConnection(entities, pageArgs{first, after, last, before}, v.scope("entities", filter))
}

// passes applies the filter to the latest descriptions of an entity and of all that are judged the same.
func (f *EntityFilter) passes(e graph.Entity) bool {
	if len(f.Kinds) > 0 && !slices.Contains(f.Kinds, e.Kind()) {
		return false
	}
	return f.Name == nil || slices.ContainsFunc(e.Cluster(), func(same graph.Entity) bool { return bears(same.Description(), *f.Name) })
}

// bears reports whether a name or alias contains a text, upper or lower case.
func bears(d *event.EntityDescribed, text string) bool {
	text = strings.ToLower(text)
	return slices.ContainsFunc(append([]string{d.Name}, d.Aliases...), func(name string) bool { return strings.Contains(strings.ToLower(name), text) })
}

// Timeline implements View.timeline.
func (v *View) Timeline(filter *ClaimFilter, orderBy *ClaimOrder, first *int, after *string, last *int, before *string) (*ClaimConnection, error) {
	f, err := v.filter(filter)
	if err != nil {
		return nil, err
	}
	return v.claimConnection(slices.Collect(v.view.Claims(f)), orderBy, pageArgs{first, after, last, before}, v.scope("timeline", filter))
}

// Documents implements View.documents.
func (v *View) Documents(filter *DocumentFilter, first *int, after *string, last *int, before *string) (*DocumentConnection, error) {
	var documents []graph.Document
	var publisher event.ID
	if filter != nil && filter.Publisher != nil {
		by, err := v.entity(*filter.Publisher, "filter", "publisher")
		if err != nil {
			return nil, err
		}
		publisher = by.ID()
	}
	for d := range v.view.Documents() {
		by, known := d.Publisher()
		switch {
		case filter == nil:
		case filter.URL != nil && *filter.URL != d.URL(), filter.Sha256 != nil && !strings.EqualFold(*filter.Sha256, d.SHA256()):
			continue
		case filter.Publisher != nil && !known, filter.Publisher != nil && !slices.ContainsFunc(by.Cluster(), func(e graph.Entity) bool { return e.ID() == publisher }):
			continue
		}
		documents = append(documents, d)
	}
	return v.documentConnection(documents, pageArgs{first, after, last, before}, v.scope("documents", filter))
}
