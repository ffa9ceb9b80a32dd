// A cached list page of 50 papers against nginx that serves the same gzip bytes as a file:
// both keep connections alive and are loaded in turn by one wrk; the ratio of the medians.
import { mkdirSync, writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { dirname, join } from 'node:path';
import { median } from './world.mjs';

const list = '/arxiv/cs.CL';
const seconds = 3;
const ratio_min = 1.0;

function load(url) {
  return new Promise((done, failed) => {
    get(url, { agent: new Agent(), headers: { 'accept-encoding': 'gzip' } }, (answer) => {
      const pieces = [];
      answer.on('data', (piece) => pieces.push(piece));
      answer.on('end', () => {
        if (answer.headers['content-encoding'] === 'gzip') done(Buffer.concat(pieces));
        else failed(new Error(`${url} was not answered with gzip`));
      });
    }).on('error', failed);
  });
}

const nginx_conf = (folder, port) => `
${process.getuid() === 0 ? 'user root;' : ''}
worker_processes 2;
daemon off;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events { worker_connections 1024; }
http {
    access_log off;
    sendfile on;
    tcp_nopush on;
    open_file_cache max=100;
    keepalive_requests 1000000000;
    client_body_temp_path ${folder}/body;
    proxy_temp_path ${folder}/proxy;
    fastcgi_temp_path ${folder}/fastcgi;
    uwsgi_temp_path ${folder}/uwsgi;
    scgi_temp_path ${folder}/scgi;
    server {
        listen 127.0.0.1:${port};
        root ${folder}/www;
        location / {
            default_type "text/html; charset=utf-8";
            add_header Content-Encoding gzip;
        }
    }
}
`;

export async function answers(url) {
  for (let tries = 0; tries < 500; tries++) {
    try {
      return await load(url);
    } catch (error) {
      if (error.code !== 'ECONNREFUSED') throw error;
      await new Promise((done) => setTimeout(done, 10));
    }
  }
  throw new Error(`${url} does not answer`);
}

// Serves these bytes at the address `page`.
export async function startNginx(world, page, body) {
  const folder = world.newFolder(`nginx-${world.nextNumber()}`);
  const port = await world.freePort();
  mkdirSync(dirname(join(folder, 'www', page)), { recursive: true });
  writeFileSync(join(folder, 'www', page), body);
  writeFileSync(join(folder, 'nginx.conf'), nginx_conf(folder, port));
  const child = world.start('/usr/sbin/nginx', ['-p', folder, '-c', join(folder, 'nginx.conf')]);
  const url = `http://127.0.0.1:${port}`;
  if (!(await answers(url + page)).equals(body)) throw new Error('nginx serves other bytes');
  return { child, url };
}

// Requests a second, and the 99th percentile of their time in ms.
export async function press(world, url) {
  const wrk = world.start('wrk',
    ['-t1', '-c64', `-d${seconds}s`, '--latency', '-H', 'Accept-Encoding: gzip', url]);
  let text = '';
  wrk.stdout.on('data', (piece) => { text += piece; });
  await wrk.ended;
  const rate = Number(text.match(/Requests\/sec:\s+([\d.]+)/)?.[1]);
  const late = text.match(/99%\s+([\d.]+)(us|ms|s)/);
  if (!(rate > 0) || /Non-2xx|Socket errors/.test(text)) throw new Error(`wrk: ${text}`);
  return { rate, p99: Number(late[1]) * { us: 0.001, ms: 1, s: 1000 }[late[2]] };
}

export const cached = async (world) =>
  againstNginx(world, await world.announced(), list, 'a cached list of 50');

// A page of this data folder; `what` it is, for the table.
export async function againstNginx(world, data, page, what) {
  const ours = await world.startPaperfeed(data);
  const body = await answers(ours.url + page);
  const nginx = await startNginx(world, page, body);
  const found = { ours: [], nginx: [] };
  for (let round = 0; round < world.rounds; round++) {
    found.ours.push(await press(world, ours.url + page));
    found.nginx.push(await press(world, nginx.url + page));
  }
  await world.stop(nginx.child);
  await world.stop(ours.child);
  const rate = (who) => median(found[who].map((each) => each.rate));
  const p99 = (who) => median(found[who].map((each) => each.p99)).toFixed(1);
  const ratio = rate('ours') / rate('nginx');
  return [
    { what: `${what} (${body.length} bytes), requests a second against nginx`,
      target: `≥ ${ratio_min.toFixed(1)}`, measured: ratio.toFixed(2), value: ratio, met: ratio >= ratio_min },
    { what: `paperfeed, requests a second (p99 ${p99('ours')} ms)`, measured: rate('ours').toFixed(0),
      value: rate('ours'), met: null },
    { what: `nginx, requests a second (p99 ${p99('nginx')} ms)`, measured: rate('nginx').toFixed(0),
      value: rate('nginx'), met: null },
  ];
}
