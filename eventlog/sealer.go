package eventlog

import "time"

// A sealer makes what was committed known: it writes the checkpoint, shows the new end to the readers, and answers those
// who appended. It does so while the writer commits the next group. What has been committed in the meantime shares the
// next checkpoint, which is of the last.
type sealer struct {
	flights chan *flight // committed, in order; closed by end

	done chan struct{} // closed when it has ended; the rest is set by then
	open []*flight     // what could not be sealed
	err  error         // why
}

func (l *Badger) newSealer() *sealer {
	s := &sealer{flights: make(chan *flight), done: make(chan struct{})}
	go l.seal(s)
	return s
}

// end lets a sealer seal what is on its way, and returns what it could not.
func (s *sealer) end() ([]*flight, error) {
	close(s.flights)
	<-s.done
	return s.open, s.err
}

// seal seals flights until there are no more. After the first failure it seals nothing, and has given the writer a word.
func (l *Badger) seal(s *sealer) {
	defer close(s.done)
	var late <-chan time.Time
	if l.o.Lag > 0 {
		ticker := time.NewTicker(l.o.Lag)
		defer ticker.Stop()
		late = ticker.C
	}
	written := l.Head() // by the newest checkpoint
	witness := func(h Head) {
		if s.err != nil || h == written {
			return
		}
		if s.err = l.bearWitness(h); s.err != nil {
			l.trouble <- struct{}{} // there is room: the writer has taken the word of the sealer before
		}
		written = h
	}
	for {
		select {
		case f, more := <-s.flights:
			if !more {
				witness(l.Head())
				return
			}
			landing := append([]*flight{f}, s.waiting()...)
			end := landing[len(landing)-1].tip
			if l.o.Lag == 0 {
				witness(end.head)
			}
			if s.err != nil {
				s.open = append(s.open, landing...)
				continue
			}
			l.publish(end)
			for _, f := range landing {
				f.land()
			}
		case <-late:
			witness(l.Head())
		}
	}
}

// waiting takes the flights that wait.
func (s *sealer) waiting() (all []*flight) {
	for {
		select {
		case f, more := <-s.flights:
			if !more {
				return all
			}
			all = append(all, f)
		default:
			return all
		}
	}
}
