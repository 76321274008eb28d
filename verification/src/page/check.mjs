// Opens pages in a headless browser, on a desk and on a phone, in light and dark, and on
// paper; keeps a picture of each look, and fails where something is fetched, does not fit, collides, or is
// not accessible.
// Usage: node check.mjs OUTPUT-FOLDER PAGE.html...
import {mkdirSync} from 'node:fs';
import {basename, join, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import axe from 'axe-core';
import puppeteer from 'puppeteer-core';

const [folder, ...pages] = process.argv.slice(2);
mkdirSync(folder, {recursive: true});
const looks = [
  {width: 1280, height: 900, scheme: 'light'},
  {width: 1280, height: 900, scheme: 'dark'},
  {width: 390, height: 844, scheme: 'light'},
  {width: 390, height: 844, scheme: 'dark'},
  {width: 720, height: 1000, scheme: 'light', media: 'print'},
];
const problems = [];

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  headless: true,
  args: ['--disable-gpu', '--hide-scrollbars', ...(process.getuid() === 0 ? ['--no-sandbox'] : [])],
});
try {
  for (const file of pages) {
    for (const look of looks) {
      await see(file, look);
    }
  }
} finally {
  await browser.close();
}
problems.forEach(problem => console.error(problem));
console.log(
    problems.length === 0
      ? `page-check: held, ${pages.length} pages in ${looks.length} looks each; pictures in ${folder}`
      : `page-check: BROKEN, ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);

async function see(file, look) {
  const name = `${basename(file, '.html')}-${look.media ?? look.width}-${look.scheme}`;
  const url = pathToFileURL(resolve(file)).href;
  const say = words => problems.push(`${name}: ${words}`);
  const page = await browser.newPage();
  page.on('request', request => request.url() === url || say(`fetches ${request.url()}`));
  page.on('console', message => say(`says on the console: ${message.text()}`));
  page.on('pageerror', error => say(`fails: ${error.message}`));
  // The one resets the other: paper has no dark.
  await (look.media
    ? page.emulateMediaType(look.media)
    : page.emulateMediaFeatures([{name: 'prefers-color-scheme', value: look.scheme}]));
  await page.setViewport({width: look.width, height: look.height, deviceScaleFactor: 1});
  await page.goto(url, {waitUntil: 'load'});
  const query = look.media ?? `(prefers-color-scheme: ${look.scheme})`;
  (await page.evaluate(one => matchMedia(one).matches, query)) || say(`is not shown as ${query}`);
  await page.screenshot({path: join(folder, `${name}.png`), fullPage: true});
  // What is folded up is looked at too.
  await page.evaluate(() => document.querySelectorAll('details').forEach(one => (one.open = true)));
  (await page.evaluate(layout)).forEach(say);
  await page.evaluate(axe.source);
  const {violations} = await page.evaluate(() => axe.run());
  for (const one of violations) {
    const places = one.nodes.map(node => node.target.join(' ')).slice(0, 5).join(', ');
    if (one.impact === 'serious' || one.impact === 'critical') {
      say(`${one.impact}: ${one.help} (${one.id}) at ${places}`);
    } else {
      console.log(`${name}: ${one.impact}: ${one.help} (${one.id}) at ${places}`);
    }
  }
  await page.close();
}

// In the page: what does not fit, and labels that collide.
function layout() {
  const wrong = [];
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) {
    wrong.push(`is ${document.documentElement.scrollWidth} wide, there are ${width}`);
  }
  for (const one of document.querySelectorAll('body *')) {
    const box = one.getBoundingClientRect();
    if (!one.closest('svg') && box.width > 0 && (box.right > width + 0.5 || box.left < -0.5)) {
      wrong.push(`<${one.localName} class="${one.className}"> from ${box.left} to ${box.right}`);
    }
  }
  for (const axis of document.querySelectorAll('.x, .y')) {
    const boxes = [...axis.children].map(one => one.getBoundingClientRect()).filter(box => box.width > 0);
    boxes.forEach((a, i) =>
      boxes.slice(i + 1).forEach(b => {
        if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom) {
          wrong.push(`labels of an axis collide: ${axis.innerText.replaceAll('\n', ' ')}`);
        }
      }));
  }
  return wrong;
}
