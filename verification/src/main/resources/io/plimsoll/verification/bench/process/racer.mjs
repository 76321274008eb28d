// What Node and execa do. As `spawn KIND WARMUPS COUNT AT_ONCE` it prints what COUNT runs of `true`
// took, as JSON; as `serve KIND` it runs each line of its input, a JSON object, and answers its id.
import {spawn} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {createInterface} from 'node:readline';

const [work, kind, ...numbers] = process.argv.slice(2);
const execa = kind === 'execa' ? (await import('execa')).execa : undefined;

// Runs a command, both outputs captured. A timeout of 0 is none.
function run({words: [program, ...words], timeout = 0, grace = 0}) {
  return kind === 'execa' ? byExeca(program, words, timeout, grace) : plainly(program, words, timeout);
}

async function byExeca(program, words, timeout, grace) {
  const result = await execa(program, words, {
    stdin: 'ignore', reject: false, timeout, forceKillAfterDelay: grace || 5000,
  });
  return {status: result.exitCode ?? -1, bytes: result.stdout.length + result.stderr.length};
}

function plainly(program, words, timeout) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, {stdio: ['ignore', 'pipe', 'pipe'], timeout});
    const chunks = [];
    child.stdout.on('data', chunk => chunks.push(chunk));
    child.stderr.on('data', chunk => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', code => resolve({status: code ?? -1, bytes: Buffer.concat(chunks).length}));
  });
}

async function all(count, atOnce) {
  let left = count;
  await Promise.all(Array.from({length: atOnce}, async () => {
    while (left-- > 0) {
      const {status, bytes} = await run({words: ['/bin/true']});
      if (status !== 0 || bytes !== 0) throw new Error(`other work: status ${status}, ${bytes} bytes`);
    }
  }));
}

// Hundredths of a second of the children that were waited for, as milliseconds.
function ofChildren() {
  const stat = readFileSync('/proc/self/stat', 'latin1');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[13]) + Number(fields[14])) * 10;
}

function inStatus(name) {
  return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(readFileSync('/proc/self/status', 'latin1'))[1]);
}

if (work === 'spawn') {
  const [warmups, count, atOnce] = numbers.map(Number);
  const {bytes} = await run({words: ['/bin/echo', 'plimsoll']});
  if (bytes < 8) throw new Error(`other work: ${bytes} bytes captured, expected 8 or 9`);
  await all(warmups, atOnce);
  const before = process.cpuUsage();
  const children = ofChildren();
  const begin = process.hrtime.bigint();
  await all(count, atOnce);
  const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
  const cpu = process.cpuUsage(before);
  console.log(JSON.stringify({
    'value': count / seconds,
    'own CPU, us/job': (cpu.user + cpu.system) / count,
    'CPU of children, us/job': (ofChildren() - children) * 1000 / count,
    'threads': inStatus('Threads'),
    'peak resident, MB': inStatus('VmHWM') * 1024 / 1e6,
  }));
} else {
  for await (const line of createInterface({input: process.stdin})) {
    const order = JSON.parse(line);
    run(order).then(
      ended => console.log(JSON.stringify({id: order.id, ...ended})),
      error => console.log(JSON.stringify({id: order.id, status: -1, bytes: 0, words: String(error)})),
    );
  }
}
