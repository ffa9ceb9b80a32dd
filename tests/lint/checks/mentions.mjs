// What has no place in a tracked file: paths and hosts of the machine it was written on,
// numbers of a tracker that the reader does not have.
const words = [
  { pattern: /(^|[^\w.~-])\/(work|home|root|tmp\/(helpers|build)-?\w*)\//, what: 'a path of one machine' },
  { pattern: /\bissue #\d|\bissue number \d/i, what: 'a number of a tracker; say the thing itself' },
  { pattern: /\bregistry\.(npmjs\.org|npmmirror|yarnpkg)|\/\/[\w.-]*(registry|artifactory|nexus)[\w.-]*[:/]/i,
    what: 'the address of a package registry; the client knows its own' },
  { pattern: /"resolved":\s*"https?:/, what: 'a registry in a lock file (web/.npmrc leaves it out)' },
  { pattern: /\b_authToken\b|-----BEGIN [A-Z ]*PRIVATE KEY/, what: 'a secret' },
];
const no_text = /\.(png|ico|woff2?|pdf|gz|xz|db)$/;
const own = /^tests\/lint\/(checks\/mentions|self_test)\.mjs$/;

export function* check(tree) {
  for (const file of tree.paths) {
    if (no_text.test(file) || own.test(file)) continue;
    for (const [at, line] of tree.lines(file).entries())
      for (const { pattern, what } of words)
        if (pattern.test(line)) yield { file, line: at + 1, what };
  }
}
