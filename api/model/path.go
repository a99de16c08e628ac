package model

import "context"

// Limits of paths.
const (
	maxHops  = 12
	maxPaths = 50
)

// Paths implements View.paths.
func (v *View) Paths(ctx context.Context, from, to string, maxLength *int, filter *ClaimFilter, first *int) ([]*Path, error) {
	start, err := v.node(from, "from")
	if err != nil {
		return nil, err
	}
	goal, err := v.node(to, "to")
	if err != nil {
		return nil, err
	}
	f, err := v.filter(filter)
	if err != nil {
		return nil, err
	}
	longest, limit := 6, 1
	if err := atMost(maxLength, &longest, "maxLength", 1, maxHops); err != nil {
		return nil, err
	}
	if err := atMost(first, &limit, "first", 1, maxPaths); err != nil {
		return nil, err
	}
	found, err := v.view.Paths(ctx, start, goal, longest, limit, f)
	if err != nil {
		return nil, err
	}
	paths := make([]*Path, len(found))
	for i, p := range found {
		paths[i] = &Path{Length: len(p.Claims), Claims: v.newClaims(p.Claims)}
		for _, n := range p.Nodes {
			paths[i].Nodes = append(paths[i].Nodes, v.newNode(n))
		}
	}
	return paths, nil
}
