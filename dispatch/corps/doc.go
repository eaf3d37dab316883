// Package corps knows the volunteer body: it reads the sheets that volunteer
// centers keep their people in ([Read]), and says what a responder must look
// like ([ValidateResponder]) and how a phone number is written
// ([NormalizePhone]), for the import and the API alike.
//
// A sheet is CSV (UTF-8, GBK or GB18030, UTF-16; comma, semicolon or tab) or
// XLSX, with column names and values in Chinese or English, in any order. A
// title above the header row and columns of other purpose do not disturb.
//
//	column                          values, if not plain text             if absent or empty
//	编号 工号 id                    letters, digits, . _ - up to 64       made of the phone number
//	姓名 name                       up to 100 characters                  error
//	电话 手机号 phone mobile        any common spelling                   error
//	语言 language                   中文 zh, 英文 en                      zh, en outside China
//	出行方式 modes                  步行 walk, 骑行 bike, 驾车 drive      walk
//	技能 队伍 skills                医疗救护 medical_rescue, …            none
//	团队 储备库 teams               a list                                none
//	片区 area                       up to 64 characters                   none
//	经度 lng, 纬度 lat              degrees, both or neither              no home
//	坐标系 coord_sys                wgs84, gcj02, bd09                    Options.CoordSys
//	是否可用 available              是/否, yes/no, 1/0 …                  yes
//	同意 consent                    是/否, yes/no, 1/0 …                  see below
//	证书 certificates               skill, number and last day of each    kept as it is
//	  证书编号, 证书有效期            of the only skill                    kept as it is
//	试用期至 probation_until        a day                                 kept as it is
//	出生日期 born_on                a day                                 kept as it is
//	保险有效期 insured_until        a day                                 kept as it is
//	不接类型 excludes               火灾 fire, 洪涝 flood, …              kept as it is
//	工作经度, 工作纬度, 工作时间    degrees; 周一至周五 09:00-18:00       kept as it is
//	站点经度, 站点纬度, 值班时间    the same of a station                 kept as it is
//	备注 note                       up to 1000 characters                 none
//
// A day is 2027-06-30, 2027/6/30, 2027年6月30日 or a date of a spreadsheet. What
// is kept as it is stays with the responder when a sheet without that column
// updates them (see redisstore's ImportResponders); an empty list in a column
// that is there empties it.
//
// Consent is never guessed. Nobody may be texted who did not agree, and a
// person imported without consent is silently never asked, which a center
// would find out at night. So a sheet without a consent column has one error
// that says which column to add, unless the uploader states that everybody in
// it agreed (Options.AssumeConsent); an empty cell in the column means no.
//
// Invariants:
//   - nothing in a cell is ever evaluated: formulas and cells that begin with
//     "=" are text;
//   - a person without an id gets one made of the phone number, so that reading
//     a newer sheet updates people instead of doubling them;
//   - an error names the row as the spreadsheet shows it, the field, and what
//     to write instead. RowError.Value may hold personal data: it goes back to
//     the uploader, never to a log. Errors returned as error hold none.
//
// Everything is pure and may be called from any goroutine.
package corps
