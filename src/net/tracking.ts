/**
 * Parameters of a query that tell a publisher where a reader came from, or who the reader is, and never which article is
 * meant. Each group says whose parameters they are; names are in lower case, as they are compared.
 */
const NAMES = new Set(
  [
    // Google Ads and Analytics: "Tagging for Google Ads", "Measurement Protocol", "Cross-domain measurement".
    'gclid gclsrc dclid gbraid wbraid gad_source gad_campaignid srsltid _ga _gl gs_l gws_rd ved usg',
    // Meta, "fbclid and the fbc parameter"; Instagram's and Facebook's share links.
    'fbclid fb_action_ids fb_action_types fb_source fb_ref fb_comment_id igshid igsh __tn__ mibextid',
    // Microsoft Advertising, X, TikTok, LinkedIn, Pinterest, Snapchat, Reddit: their pages on click ids.
    'msclkid ocid cvid twclid ttclid li_fat_id lipi epik sccid sc_cid rdt_cid __twitter_impression',
    // Yandex and VK, "Метки"; Baidu and Tencent, share links.
    'yclid ysclid ymclid _openstat rb_clickid from_spmid share_source share_medium share_tag spm scm',
    // Mailchimp, HubSpot, Marketo, Salesforce, Klaviyo, ActiveCampaign, Drip, Omeda, Sailthru, Vero, Iterable.
    'mc_cid mc_eid _hsenc _hsmi __hssc __hstc __hsfp hsctatracking mkt_tok sfmc_id _ke _kx vgo_ee __s oly_enc_id oly_anon_id',
    'vero_id vero_conv trk_contact trk_msg trk_module trk_sid mailing_id nl_id ml_subscriber ml_subscriber_hash ck_subscriber_id',
    'bsft_clkid bsft_uid bsft_eid dm_i et_rid eloqua',
    // Adobe Analytics, Webtrekk (Mapp), Piano (AT Internet), Econda, etracker, comScore: tracking codes.
    's_cid s_kwcid ef_id icid cmpid cmp_id xtor xts xtref emc emsrc wt_mc wt_zmc wt_cc wt_t wt_ga ns_campaign ns_mchannel',
    'ns_source ns_linkname ns_fee etcc_cmp etcc_med etcc_grp etcc_ctv',
    // What publishers document for their own share buttons and feeds.
    'traffic_source guccounter guce_referrer guce_referrer_sig ito ncid cid_source smid smtyp partner_source ftag ftcamp soc_src',
    'soc_trk sr_share wprov ecid echobox taid rss_source feedtype ref_src ref_url referrer referer reflink sharetype',
    '__cf_chl_tk __cf_chl_jschl_tk__',
    'intcmp int_source int_medium int_campaign sref mbid cndid adgroupid trackingid spref',
    'hootpostid hss_channel ss_source ss_campaign_id sfnsn gpssource google_editors_picks nowprocket replytocom showcomments',
    'cx_testid cx_testvariant cx_artpos socialnetwork originalreferer',
    // Outbrain, Taboola, Impact, Awin, Zanox, Commission Junction, Wicked Reports: click ids.
    'dicbo oborigurl tblci taboolaclickid irclickid irgwc awc zanpid cjevent wickedid ranmid raneaid ransiteid',
    // AMP caches and Google Translate add these to the address that they show.
    'amp_js_v amp_gsa usqp amp_cb _x_tr_sl _x_tr_tl _x_tr_hl _x_tr_pto _x_tr_sch _x_tr_hist',
  ].flatMap((names) => names.split(' ')),
);

/** Families of such names: Urchin, WebTrends, Matomo and its ancestor, HubSpot Ads, AT Internet, Webtrekk, Branch, Adjust, Singular. */
const PREFIXES = [
  'utm_',
  'itm_',
  'wt.',
  'ga_',
  'mtm_',
  'matomo_',
  'pk_',
  'piwik_',
  'hsa_',
  'at_',
  'wt_',
  'etcc_',
  'oly_',
  '_branch_',
  'adj_',
];

/** Names under which servers hand out sessions: Java servlets, PHP, ASP, ColdFusion, osCommerce, Zen Cart. */
const SESSION_NAMES =
  /^(?:jsessionid|phpsessid|aspsessionid[a-z]*|asp\.net_sessionid|cfid|cftoken|sess(?:ion)?_?id|oscsid|zenid|jservsessionid\w*)$/;

/** A session's value under a name that other sites give their stories: long, of letters and digits. */
const SESSION_NAMES_OF_MORE = /^(?:sid|session|sess|s)$/;
const SESSION_VALUE = /^(?=.*\d)(?=.*[a-z])[a-z\d]{16,}$/i;

/**
 * Names that tell the way here on most sites, and the article on some. They count for nothing where the path names the
 * article already, and their value is no number.
 */
const OFTEN_TRACKING = new Set(
  [
    'ref src source from via origin referer_id share shared social feature rss feed partner campaign cmp camp medium channel',
    'cid xid esrc icmp lid sh t spot position pos cmp_source mod sid session smo link_source ns newsletter wtmc gaa_at',
    'view_from xtcr tracking trk iid linkid syn campaign_id campaignid',
  ].flatMap((names) => names.split(' ')),
);

/**
 * Whether a parameter of a query can be left out without meaning another article.
 *
 * @param isNamed The path of the address names the article.
 */
export function isTracking(name: string, value: string, isNamed: boolean): boolean {
  const lower = name.toLowerCase();
  if (NAMES.has(lower) || SESSION_NAMES.test(lower) || PREFIXES.some((prefix) => lower.startsWith(prefix))) return true;
  if (SESSION_NAMES_OF_MORE.test(lower) && SESSION_VALUE.test(value)) return true;
  return isNamed && OFTEN_TRACKING.has(lower) && !/^\d{1,9}$/.test(value);
}

/** Sessions that a server writes into a path: `;jsessionid=…` (Jakarta Servlet 7.1.3), `(S(…))` (ASP.NET, cookieless). */
export function withoutSessions(path: string): string {
  return path
    .replace(/;(?:jsessionid|phpsessid|sid|sessionid)=[^/;]*/gi, '')
    .replace(/\/(?:\([A-Z]\([\w-]{1,200}\)\))+(?=\/|$)/gi, '')
    .replace(/\/\((?:[A-Z]\([\w-]{1,200}\)){1,5}\)(?=\/|$)/gi, '');
}
