// Package bench measures onrecord against the limits of the machine and against its peers. It has tests only.
package bench
