// What the measurements share: the programs, a corpus, data folders made once a run, and
// every process that was started, so that all end with the run.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, openSync, closeSync, rmSync, mkdtempSync, cpSync } from 'node:fs';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { writeCorpus } from './corpus.mjs';

const real = '../shared/real/corpus/arxiv-120k.kaggle.jsonl.xz';
const real_papers = 120000;

export class World {
  #children = new Set();
  #base = null;
  #announced = null;
  #number = 0;

  constructor({ root, folder, build, papers, rounds, minutes, generated }) {
    Object.assign(this, { root, folder, papers, rounds, minutes, generated });
    // Of real papers there are so many; for more, the search bench repeats them.
    this.scale = papers > real_papers ? papers : 0;
    this.papers = Math.min(papers, real_papers);
    this.paperfeed = join(build, 'paperfeed');
    this.fake_arxiv = join(build, 'fake_arxiv');
    this.fake_model = join(build, 'fake_model');
    this.queue_bench = join(build, 'queue_bench');
    this.search_bench = join(build, 'search_bench');
    this.fts5_peer = join(build, 'fts5_peer');
    this.xapian_peer = join(folder, 'xapian_peer'); // scripts/bench compiles it
    this.scratch = mkdtempSync(join(folder, 'run-'));
    for (const file of [this.paperfeed, this.fake_arxiv, this.fake_model])
      if (!existsSync(file)) throw new Error(`${file} is missing; scripts/bench builds it`);
  }

  say(text) {
    process.stderr.write(`${text}\n`);
  }

  start(program, words, { env = {}, stdin = 'ignore', stdout = 'pipe', stderr = 'inherit' } = {}) {
    const child = spawn(program, words, {
      stdio: [stdin, stdout, stderr], env: { ...process.env, ...env } });
    child.ended = new Promise((done) => child.on('exit', (code) => done(code)));
    this.#children.add(child);
    child.ended.then(() => this.#children.delete(child));
    return child;
  }

  async stop(child) {
    child.kill('SIGTERM');
    return child.ended;
  }

  // The address that a server prints first.
  async startServer(program, words, env = {}) {
    const child = this.start(program, words, { env });
    const lines = createInterface({ input: child.stdout });
    for await (const line of lines) {
      const found = line.match(/listening on (http:\S+)/);
      if (found) {
        child.stdout.resume();
        return { child, url: found[1] };
      }
    }
    throw new Error(`${program} ended without an address`);
  }

  startPaperfeed(data, env = {}) {
    return this.startServer(this.paperfeed,
      ['run', '--no-fetch', '--listen', '127.0.0.1:0', '--data', data, '--config', '/dev/null'], env);
  }

  // An arXiv that announces `per_day` papers a day; environment for paperfeed included.
  async startArxiv({ days, per_day, day = days }) {
    const { child, url } = await this.startServer(this.fake_arxiv,
      ['--port', '0', '--seed', '2024', '--days', `${days}`, '--per-day', `${per_day}`,
        '--last-day', 'today', '--day', `${day}`]);
    const env = {
      PAPERFEED_ARXIV_FEED_URL: url, PAPERFEED_ARXIV_SITE_URL: url,
      PAPERFEED_ARXIV_API_URL: `${url}/api/query`,
      PAPERFEED_ARXIV_SPACING: '0', PAPERFEED_ARXIV_PAGE_SPACING: '0',
    };
    return {
      child, env,
      show: (number) => fetch(`${url}/_control?day=${number}`),
      forget: () => fetch(`${url}/_control?forget=1`),
      // With HTML: ids that do not end with 0 or 5.
      announcedToday: async () => Object.values((await (await fetch(`${url}/_world`)).json())
        .days.at(-1).announced).flatMap((lists) => lists.new).filter((id) => !/[05]$/.test(id)),
      log: async () => (await (await fetch(`${url}/_log`)).json()).requests,
    };
  }

  // A provider of models: answers of so many bytes, a piece of 24 bytes each `piece` ms.
  async startModel({ piece, bytes, concurrency }) {
    const { child, url } = await this.startServer(this.fake_model, ['--port', '0',
      '--models', 'bench', '--piece', `${piece}`, '--bytes', `${bytes}`]);
    const faq = { MODELS: 'bench', BUDGET_DAY: 0, BUDGET_MONTH: 0, ANONYMOUS_DAY: 100000,
      VISITORS_DAY: 1000000, WAITING: 100000 };
    const model = { PRESET: 'vllm', URL: `${url}/v1`, MODEL: 'bench', CONCURRENCY: concurrency };
    const named = (prefix, keys) => Object.entries(keys).map(([name, value]) =>
      [`PAPERFEED_${prefix}_${name}`, `${value}`]);
    return { child, url, env: Object.fromEntries([...named('FAQ', faq),
      ...named('MODEL_BENCH', model), ...named('LIMITS', { STREAMS_NETWORK: 0 })]) };
  }

  // A small site of its own, with FAQs: { arxiv, model, daemon, papers, env, data }.
  async faqSite(name, { per_day, days = 1, ...model_options }) {
    const arxiv = await this.startArxiv({ days, per_day, day: 1 });
    const model = await this.startModel(model_options);
    const env = { ...arxiv.env, ...model.env };
    const data = this.newFolder(name);
    const papers = [];
    for (let day = 1; day <= days; day++) {
      await arxiv.show(day);
      await this.ingest(data, env);
      papers.push(...await arxiv.announcedToday());
    }
    return { arxiv, model, env, data, papers: [...new Set(papers)],
             daemon: await this.startPaperfeed(data, env) };
  }

  async endSite({ arxiv, model, daemon }) {
    for (const { child } of [daemon, model, arxiv]) await this.stop(child);
  }

  get corpusName() {
    return !this.generated && existsSync(join(this.root, real)) ? 'real' : 'generated';
  }

  // The first `papers` lines of the real corpus where it is there, else invented ones.
  corpus() {
    const file = join(this.folder, `corpus-${this.corpusName}-${this.papers}.jsonl`);
    if (existsSync(file)) return file;
    this.say(`writing ${file}`);
    if (this.corpusName === 'generated') writeCorpus(file, this.papers, 2024);
    else {
      const out = openSync(file, 'w');
      const done = spawnSync('sh', ['-c', `xz -dc '${join(this.root, real)}' | head -n ${this.papers}`],
        { stdio: ['ignore', out, 'inherit'] });
      closeSync(out);
      if (done.status !== 0) throw new Error('the corpus cannot be unpacked');
    }
    return file;
  }

  nextNumber() {
    return ++this.#number;
  }

  newFolder(name) {
    return join(this.scratch, name);
  }

  copyFolder(from, name) {
    const to = this.newFolder(name);
    cpSync(from, to, { recursive: true, filter: (path) => !/\.(lock|sock)$/.test(path) });
    return to;
  }

  // `use` watches the process that imports, and gets its report.
  async import(data, watch = () => {}, file = this.corpus()) {
    const child = this.start(this.paperfeed,
      ['import', 'kaggle', file, '--json', '--data', data, '--config', '/dev/null']);
    let text = '';
    child.stdout.on('data', (piece) => { text += piece; });
    watch(child.pid);
    const code = await child.ended;
    if (code !== 0) throw new Error(`import ended with ${code}`);
    return JSON.parse(text);
  }

  // `baseSeconds`: what the import took.
  keepBase(data, seconds) {
    this.#base = data;
    this.baseSeconds = seconds;
  }

  // A data folder with the corpus. Never written to: copy it.
  async base() {
    if (this.#base === null) {
      const data = this.newFolder('base');
      this.say('importing the corpus');
      const began = performance.now();
      await this.import(data);
      this.keepBase(data, (performance.now() - began) / 1000);
    }
    return this.#base;
  }

  // The same with three announced days of 1,500 papers.
  async announced() {
    if (this.#announced !== null) return this.#announced;
    const data = this.copyFolder(await this.base(), 'announced');
    const arxiv = await this.startArxiv({ days: 3, per_day: 1500, day: 1 });
    for (const number of [1, 2, 3]) {
      this.say(`announcing day ${number}`);
      await arxiv.show(number);
      await this.ingest(data, arxiv.env);
    }
    await this.stop(arxiv.child);
    this.#announced = data;
    return data;
  }

  // The report, and the log with it.
  async ingest(data, env, watch = () => {}) {
    const child = this.start(this.paperfeed,
      ['ingest', '--json', '--data', data, '--config', '/dev/null'],
      { env: { ...env, PAPERFEED_LOG_LEVEL: 'debug' }, stderr: 'pipe' });
    let text = '';
    let log = '';
    child.stdout.on('data', (piece) => { text += piece; });
    child.stderr.on('data', (piece) => { log += piece; });
    watch(child.pid);
    const code = await child.ended;
    if (code !== 0) throw new Error(`ingest ended with ${code}: ${text.slice(0, 500)}${log}`);
    return { ...JSON.parse(text), log };
  }

  async freePort() {
    const server = createServer();
    await new Promise((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address();
    await new Promise((done) => server.close(done));
    return port;
  }

  async end() {
    for (const child of this.#children) child.kill('SIGTERM');
    await Promise.all([...this.#children].map((child) => child.ended));
    rmSync(this.scratch, { recursive: true, force: true });
  }
}

export function sorted(numbers) {
  return [...numbers].sort((a, b) => a - b);
}

export function median(numbers) {
  return at(numbers, 0.5);
}

export function at(numbers, share) {
  const all = sorted(numbers);
  return all[Math.min(all.length - 1, Math.floor(all.length * share))];
}
