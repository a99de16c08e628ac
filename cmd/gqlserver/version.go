package main

import (
	"fmt"
	"runtime/debug"
	"text/tabwriter"

	"onrecord/event"
	"onrecord/eventlog"
)

type versionCommand struct{}

// Run writes what this program was made of, and which files it reads.
func (versionCommand) Run(m *Main) error {
	info := buildInfo()
	out := tabwriter.NewWriter(m.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintf(out, "onrecord\t%s\n", release(info))
	if info.GoVersion != "" {
		fmt.Fprintf(out, "go\t%s\n", info.GoVersion)
	}
	fmt.Fprintf(out, "event schema\t%d\n", event.Schema)
	fmt.Fprintf(out, "log format\t%d\n", eventlog.Format)
	return out.Flush()
}

// buildInfo is what the compiler noted in the program; empty when it noted nothing.
func buildInfo() *debug.BuildInfo {
	if info, ok := debug.ReadBuildInfo(); ok {
		return info
	}
	return &debug.BuildInfo{}
}

// release is the version of the module, and the commit it was built from where that is known.
func release(info *debug.BuildInfo) string {
	version := info.Main.Version
	if version == "" || version == "(devel)" {
		version = "development build"
	}
	set := map[string]string{}
	for _, s := range info.Settings {
		set[s.Key] = s.Value
	}
	if revision := set["vcs.revision"]; revision != "" {
		version += ", commit " + revision
		if set["vcs.modified"] == "true" {
			version += " and changes"
		}
		version += " of " + set["vcs.time"]
	}
	return version
}
