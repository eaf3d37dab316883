package main

// settings.go: the flags of a server, their environment and file.

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"math"
	"net/netip"
	"os"
	"regexp"
	"strings"
	"time"

	"github.com/peterbourgon/ff/v3"

	"fifteen/dispatch"
	"fifteen/web"
)

// settings are what an operator may set.
type settings struct {
	listen        string
	data          string
	redis         string
	redisTrusted  bool
	area          string
	publicURL     string
	sms           string
	smsPerSecond  float64
	region        string
	timezone      string
	proxies       string
	certified     string
	osm           string
	calibration   string
	plans         string
	mapTiles      string
	mapCoordSys   string
	mapCredit     string
	adminPassword string
	logLevel      string
	logJSON       bool
}

// bind adds the flags of a server to a flag set.
func (s *settings) bind(fs *flag.FlagSet) {
	s.bindStore(fs)
	fs.StringVar(&s.listen, "listen", "127.0.0.1:8015", "`address` to listen on; port 0 picks a free one")
	fs.StringVar(&s.publicURL, "public-url", "", "what the world calls us: `https://host`; links and webhook signatures use it (default: from --listen)")
	fs.StringVar(&s.sms, "sms", "console", "how texts are sent: console (printed, sent to nobody) or twilio")
	fs.Float64Var(&s.smsPerSecond, "sms-per-second", 0, "most texts a second the provider may be given (long code 1, short code 100); 0: no limit")
	fs.StringVar(&s.timezone, "timezone", "Local", "time zone of the `area`, such as Asia/Shanghai: decides what is night and where people are at this hour")
	fs.StringVar(&s.proxies, "trusted-proxies", "", "comma-separated `networks` of reverse proxies whose X-Forwarded-For is believed")
	s.bindMap(fs)
	fs.StringVar(&s.plans, "plans", "", "`file.json` of response plans; absent: the built-in ones (fifteen plans prints them)")
	fs.StringVar(&s.certified, "certified", "", "comma-separated `skills`, such as medical_rescue, that count only with a recorded certificate that has not expired; absent: the recorded skill is enough")
	fs.StringVar(&s.adminPassword, "admin-password", "", "password of the first officer, admin (better: FIFTEEN_ADMIN_PASSWORD); absent: one is made and printed once")
	fs.StringVar(&s.logLevel, "log-level", "info", "debug, info, warn or error")
	fs.BoolVar(&s.logJSON, "log-json", false, "log as JSON")
}

// bindStore adds the flags that say where the state is kept.
func (s *settings) bindStore(fs *flag.FlagSet) {
	fs.StringVar(&s.data, "data", "./data", "`folder` of the embedded Redis and caches")
	fs.StringVar(&s.redis, "redis", "", "`URL` of a Redis of your own (redis://host:6379/0); absent: one is started and kept in --data")
	fs.BoolVar(&s.redisTrusted, "redis-trusted", false, "skip the check of --redis for settings that may lose data")
	fs.StringVar(&s.area, "area", "main", "`name` of the area whose data this is; several may share a Redis")
	fs.StringVar(&s.region, "region", "CN", "two-letter `country` that phone numbers without + belong to")
	fs.String("config", "", "`file` with one \"flag value\" a line")
}

// bindMap adds the flags of streets and map.
func (s *settings) bindMap(fs *flag.FlagSet) {
	fs.StringVar(&s.osm, "osm", "", "street extract, an OpenStreetMap `file.osm.pbf`: travel times, isochrones, base map, address search; absent: straight lines and no map")
	fs.StringVar(&s.calibration, "calibration", "", "`file.csv` of travel speeds; absent: the built-in ones (fifteen calibration prints them)")
	fs.StringVar(&s.mapTiles, "map-tiles", "", "an outside base map instead of our own: `https://host/{z}/{x}/{y}.png`")
	fs.StringVar(&s.mapCoordSys, "map-coord-sys", "wgs84", "what --map-tiles is drawn in: wgs84, gcj02 (Amap, Tencent) or bd09")
	fs.StringVar(&s.mapCredit, "map-attribution", "", "the `text` that the maker of --map-tiles wants shown")
}

// envOptions read what the flags leave open from the environment and --config.
func envOptions() []ff.Option {
	return []ff.Option{
		ff.WithEnvVarPrefix("FIFTEEN"), ff.WithConfigFileFlag("config"), ff.WithConfigFileParser(ff.PlainParser),
	}
}

var areaForm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9-]{0,62}$`)

// check says what is wrong with the settings, before anything is started.
func (s *settings) check() error {
	if s.sms != "console" && s.sms != "twilio" {
		return fmt.Errorf("--sms %q: it is console or twilio", s.sms)
	}
	if !(s.smsPerSecond >= 0) || math.IsInf(s.smsPerSecond, 0) {
		return errors.New("--sms-per-second must be 0 or a number of texts")
	}
	switch {
	case s.mapTiles == "" && (s.mapCoordSys != "wgs84" && s.mapCoordSys != "" || s.mapCredit != ""):
		return errors.New("--map-coord-sys and --map-attribution belong to --map-tiles: name it too")
	case s.mapTiles != "":
		if _, err := web.OutsideMap(s.mapTiles, s.mapCoordSys, s.mapCredit); err != nil {
			return fmt.Errorf("--map-tiles: %w", err)
		}
		if s.mapCredit == "" {
			return errors.New("--map-attribution is needed with --map-tiles: the text that the maker of the map wants shown")
		}
	}
	if s.calibration != "" && s.osm == "" {
		return errors.New("--calibration tunes the streets: name --osm too")
	}
	return s.checkStore()
}

// checkStore says what is wrong with the flags of bindStore.
func (s *settings) checkStore() error {
	if !areaForm.MatchString(s.area) {
		return fmt.Errorf("--area %q: use letters, digits and dashes", s.area)
	}
	if len(s.region) != 2 {
		return fmt.Errorf("--region %q: use a two-letter country such as CN or US", s.region)
	}
	return nil
}

func (s *settings) location() (*time.Location, error) {
	loc, err := time.LoadLocation(s.timezone)
	if err != nil {
		return nil, fmt.Errorf("--timezone %q is not known: use a name such as Asia/Shanghai", s.timezone)
	}
	return loc, nil
}

// certifiedRoles are the roles of --certified.
func (s *settings) certifiedRoles() (dispatch.RoleSet, error) {
	var roles []dispatch.Role
	for _, word := range strings.FieldsFunc(s.certified, func(r rune) bool { return r == ',' || r == ' ' }) {
		role := dispatch.Role(word)
		if !role.Valid() || role.Common() {
			return 0, fmt.Errorf("--certified %q: write skills such as medical_rescue,psychological_intervention", word)
		}
		roles = append(roles, role)
	}
	return dispatch.NewRoleSet(roles...), nil
}

func (s *settings) proxyNetworks() ([]netip.Prefix, error) {
	var nets []netip.Prefix
	for _, p := range strings.FieldsFunc(s.proxies, func(r rune) bool { return r == ',' || r == ' ' }) {
		n, err := netip.ParsePrefix(p)
		if err != nil {
			return nil, fmt.Errorf("--trusted-proxies %q: write networks such as 10.0.0.0/8", p)
		}
		nets = append(nets, n)
	}
	return nets, nil
}

func (s *settings) logger(stderr io.Writer) (*slog.Logger, error) {
	var level slog.Level
	if err := level.UnmarshalText([]byte(s.logLevel)); err != nil {
		return nil, fmt.Errorf("--log-level %q: it is debug, info, warn or error", s.logLevel)
	}
	opts := &slog.HandlerOptions{Level: level}
	if s.logJSON {
		return slog.New(slog.NewJSONHandler(stderr, opts)), nil
	}
	return slog.New(slog.NewTextHandler(stderr, opts)), nil
}

// secret reads an environment variable that is never a flag.
func secret(name string) string { return os.Getenv(name) }
