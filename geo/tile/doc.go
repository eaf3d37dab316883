// Package tile is the base map: Mapbox vector tiles, made when asked for from
// one OpenStreetMap extract. Nothing is fetched from anywhere.
//
// Build reads the extract once and leaves a Map of flat arrays: what is drawn,
// in the order of drawing, and trees that find what a tile holds. All that can be
// decided once is decided there: classes, names, which ways form an area, the
// sea, from which zoom a thing is drawn (rules.go is that one table), which
// vertices each zoom needs, and into which pieces large areas are cut. A tile
// then only reads, clips and encodes. Save and Load keep a Map between runs.
//
// The schema, layer by layer; names are name, name_zh and name_en, the latter two
// only where they differ from name. What is false, zero or empty is left out.
//
//	landuse     polygon  class residential|commercial|industrial|education|hospital|cemetery|military|farmland|forest|
//	                     grass|park|pitch|wetland|beach|sand|airport|parking|quarry|railway|pedestrian
//	water       polygon  class ocean|lake|river|pond|basin|pool, intermittent
//	waterway    line     class river|canal|stream|ditch|drain, tunnel, intermittent, names
//	aeroway     line or polygon  class runway|taxiway|apron, ref
//	building    polygon  height (meters)
//	boundary    line     level 2|4|6|8, admin_level where it is another, maritime, disputed
//	rail        line     class rail|subway|light_rail|tram, bridge, tunnel, layer, service (siding, yard), names
//	road        line     class motorway|trunk|primary|secondary|tertiary|residential|service|track|pedestrian|path|
//	                     steps|cycleway|ferry|construction, link, bridge, tunnel, oneway (1: along the line), layer,
//	                     private, service and subclass (driveway, parking_aisle, sidewalk, crossing …), ref, names
//	water_name  point    class ocean|bay|lake|pond|basin, rank (1 the largest), names
//	park_name   point    class nature_reserve|park|golf_course|cemetery|forest|garden|playground, rank, names
//	place       point    class country|state|city|town|suburb|village|quarter|neighbourhood|hamlet, rank (1 first),
//	                     population, capital, names
//	poi         point    class (the second column of pointRules), rank (1 first), emergency, ref, names
//	address     point    number
//
// Flags of roads and rails are there from zoom 13 on, names from zoom 10 on (of
// small streets from zoom 13 on).
//
// Invariants:
//   - all geometry lies on one grid of whole numbers, of which a tile's is a
//     shift, and is simplified as a whole: neighbouring tiles agree at the border;
//   - the same extract gives the same map, a built and a loaded map the same
//     bytes for each tile;
//   - rings are closed, have an area, and run as MVT 2.1 wants; no feature is
//     without geometry; ids are OpenStreetMap's, times four, plus 0 for nodes, 1
//     for ways (for lines merged of several, the lowest), 2 for relations and 3
//     for the sea;
//   - a broken object costs itself, never the map: it is counted in Stats.
//
// A Map is read-only and a Handler locks what it shares: both may be used from
// any goroutine, and neither starts one.
package tile
