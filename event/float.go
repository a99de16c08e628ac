package event

import (
	"encoding/binary"
	"math"
)

// float reads a number of 16, 32 or 64 bits. What is not a number, or is infinite, is left to the general decoder.
func (s *scanner) float() *float64 {
	const half, single, double = 25, 26, 27
	var n float64
	switch s.simple() {
	case half:
		if b := s.bytes(2); b != nil {
			n = float16(binary.BigEndian.Uint16(b))
		}
	case single:
		if b := s.bytes(4); b != nil {
			n = float64(math.Float32frombits(binary.BigEndian.Uint32(b)))
		}
	case double:
		if b := s.bytes(8); b != nil {
			n = math.Float64frombits(binary.BigEndian.Uint64(b))
		}
	default:
		s.failed = true
	}
	if math.IsNaN(n) || math.IsInf(n, 0) {
		s.failed = true
	}
	return &n
}

// float16 is a number in half precision (IEEE 754, binary16).
func float16(bits uint16) float64 {
	exponent, fraction := int(bits>>10&31), float64(bits&1023)
	n := math.Ldexp(1+fraction/1024, exponent-15)
	switch exponent {
	case 0:
		n = math.Ldexp(fraction, -24)
	case 31: // infinite, or not a number
		n = math.Inf(1)
	}
	if bits>>15 == 1 {
		return -n
	}
	return n
}
