package corps

// home.go: the coordinates of a row, in whatever system they come.

import (
	"errors"

	"github.com/paulmach/orb"

	"fifteen/dispatch"
)

// home reads and converts the home; nil if there is none or it is wrong.
func (in *rowReader) home() *dispatch.Position { return in.position(fieldLng, fieldLat) }

// position reads and converts the coordinates of two columns.
func (in *rowReader) position(lng, lat string) *dispatch.Position {
	rawLng, rawLat := in.cell(lng), in.cell(lat)
	if rawLng == "" && rawLat == "" {
		return nil
	}
	var p orb.Point
	before := len(in.errs)
	for i, c := range []struct{ field, raw string }{{lng, rawLng}, {lat, rawLat}} {
		x, ok := number(c.raw)
		switch {
		case c.raw == "" && in.fields.has(c.field):
			in.bad(c.field, ErrMissing, "", "is missing beside the other coordinate: fill in both or neither")
		case c.raw != "" && !ok:
			in.bad(c.field, ErrNumber, c.raw, "is not a number of degrees like 104.0665")
		}
		p[i] = x
	}
	if len(in.errs) > before || rawLng == "" || rawLat == "" {
		return nil // a missing column is the sheet's error
	}
	home := dispatch.At(p)
	validatePosition(func(_, format string, args ...any) {
		field, raw := lat, rawLat
		if !(p[0] >= -180 && p[0] <= 180) {
			field, raw = lng, rawLng
		}
		in.bad(field, ErrNumber, raw, format, args...)
	}, "home", home)
	if len(in.errs) > before {
		return nil
	}
	sys := in.cell(fieldCoordSys)
	if sys == "" {
		sys = in.opts.CoordSys
	}
	p, err := in.toWGS84(p, sys)
	if err != nil {
		in.bad(fieldCoordSys, ErrUnknown, sys, "%v", err)
		return nil
	}
	home = dispatch.At(p)
	return &home
}

func (in *rowReader) toWGS84(p orb.Point, sys string) (orb.Point, error) {
	switch {
	case sys == "" || fold(sys) == "wgs84":
		return p, nil
	case in.opts.Convert == nil:
		return p, errors.New("only WGS-84 can be read: convert the coordinates")
	}
	return in.opts.Convert(p, sys)
}
