// What a process and its children use, read from /proc while it runs. A peak is the
// kernel's own high-water mark; what happens after the last look is not seen.
import { readFileSync, readdirSync } from 'node:fs';

const ticks_a_second = 100;
const look_every_ms = 20;

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function childrenOf(pid) {
  return readdirSync(`/proc/${pid}/task`)
    .flatMap((task) => read(`/proc/${pid}/task/${task}/children`).split(' '))
    .filter(Boolean).map(Number);
}

const peakOf = (pid) => Number(read(`/proc/${pid}/status`).match(/VmHWM:\s+(\d+)/)?.[1] ?? 0) * 1024;

// Until a child has its own program, its memory is its parent's, shared.
const commandOf = (pid) => read(`/proc/${pid}/cmdline`);
const runsItsOwn = (child, pid) => commandOf(child) !== commandOf(pid);

// A snapshot of seconds of processor time: its own and its ended children's.
export function processorTime(pid) {
  const fields = read(`/proc/${pid}/stat`).replace(/^.*\) /s, '').split(' ').map(Number);
  return fields.length < 15 ? null
    : { own: (fields[11] + fields[12]) / ticks_a_second,
        children: (fields[13] + fields[14]) / ticks_a_second };
}

// The memory that it holds now, in bytes, without what the files are that it maps.
export const heldBy = (pid) =>
  Number(read(`/proc/${pid}/status`).match(/RssAnon:\s+(\d+)/)?.[1] ?? 0) * 1024;

export class Usage {
  #timer;
  own_peak = 0;
  child_peak = 0;
  processor = { own: 0, children: 0 };
  written = 0;

  watch(pid) {
    this.started = performance.now();
    this.#timer = setInterval(() => this.#look(pid), look_every_ms);
  }

  #look(pid) {
    try {
      for (const child of childrenOf(pid))
        if (runsItsOwn(child, pid)) this.child_peak = Math.max(this.child_peak, peakOf(child));
    } catch {
      return; // it has just ended
    }
    this.own_peak = Math.max(this.own_peak, peakOf(pid));
    this.processor = processorTime(pid) ?? this.processor;
    this.written = Number(read(`/proc/${pid}/io`).match(/^write_bytes: (\d+)/m)?.[1] ?? this.written);
  }

  end() {
    clearInterval(this.#timer);
    this.seconds = (performance.now() - this.started) / 1000;
  }
}

export const megabytes = (bytes) => `${(bytes / 1048576).toFixed(0)} MB`;
