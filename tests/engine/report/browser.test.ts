import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { inflateSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { drawArchitecture, renderHtml, renderSvg } from '../../../src/engine/report/index.ts'
import { needTool } from '../../helpers/tools.ts'
import { facts, good, SKILLS } from '../checks/sample.ts'
import { report } from './sample-report.ts'

const QUIET = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--hide-scrollbars',
  '--enable-logging=stderr',
]

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'skillchain-page-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** Opens a page from the disk in a fresh profile; what the page complained about comes back with it. */
async function open(browser: string, html: string, ...flags: string[]): Promise<{ dom: string; complaints: string[] }> {
  const file = join(folder, 'report.html')
  writeFileSync(file, html)
  const profile = mkdtempSync(join(folder, 'profile-'))
  const args = [...QUIET, `--user-data-dir=${profile}`, ...flags, pathToFileURL(file).href]
  const { stdout, stderr } = await promisify(execFile)(browser, args, { maxBuffer: 64 * 1024 * 1024, timeout: 60_000 })
  return {
    dom: stdout,
    complaints: stderr.split('\n').filter((line) => /CONSOLE|Content Security Policy|Refused to/.test(line)),
  }
}

const chromium = ['chromium', 'chromium-browser', 'google-chrome'] as const

/** Size of a PNG and the brightness of its first pixel, which no filter of the format changes. */
function readPicture(png: Buffer): { width: number; height: number; background: number } {
  const parts: Buffer[] = []
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at)
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + length))
    at += 12 + length
  }
  const pixels = inflateSync(Buffer.concat(parts))
  const background = ((pixels[1] ?? 0) + (pixels[2] ?? 0) + (pixels[3] ?? 0)) / 3
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20), background }
}

describe('in a real browser', () => {
  test('the page opens from a file, shows the picture and complains about nothing', async (ctx) => {
    const browser = needTool(ctx, ...chromium)
    const { dom, complaints } = await open(browser, renderHtml(report(), good(), facts()), '--dump-dom')
    expect(complaints).toEqual([])
    expect(dom).toMatch(/<svg [^>]*class="dg"[\s\S]*EKS acme-prod 1\.35[\s\S]*<\/svg>/)
    expect(dom).toContain('id="checklist"')
  }, 90_000)

  test('its style sheet is the one its policy allows, and a stranger in it would be stopped', async (ctx) => {
    const browser = needTool(ctx, ...chromium)
    const html = renderHtml(report(), good(), facts()).replace(
      '</body>',
      '<script>document.title = "ran"</script><style>body{display:none}</style></body>',
    )
    const { dom, complaints } = await open(browser, html, '--dump-dom')
    expect(complaints.length).toBeGreaterThanOrEqual(2)
    expect(dom).not.toContain('<title>ran</title>')
  }, 90_000)

  test('every label of the picture is drawn inside its box, in the fonts of this machine', async (ctx) => {
    const browser = needTool(ctx, ...chromium)
    const services = [
      'shop',
      'WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW',
      '支付服务支付服务支付服务支付服务支付服务',
      'illiillillillilillillilliillillillillillillillillillil',
    ].map((name) => ({ name, port: 8080, host: `${name}.acme.io` }))
    const drawing = drawArchitecture(facts({ services }), SKILLS)
    const labels = JSON.stringify(drawing.labels.map((label) => drawing.boxes.find((box) => box.id === label.box)))
    const measure = `<script>
      const boxes = ${labels}
      const faults = []
      document.querySelectorAll('svg text').forEach((text, index) => {
        const drawn = text.getBBox(), box = boxes[index]
        if (drawn.x < box.x || drawn.y < box.y || drawn.x + drawn.width > box.x + box.width || drawn.y + drawn.height > box.y + box.height) faults.push(text.textContent)
      })
      document.body.dataset.faults = JSON.stringify(faults)
      document.body.dataset.count = boxes.length
    </script>`
    const { dom } = await open(
      browser,
      `<!doctype html><meta charset="utf-8"><body>${renderSvg(drawing, { standalone: true })}${measure}`,
      '--dump-dom',
    )
    expect(dom).toContain(`data-count="${drawing.labels.length}"`)
    expect(dom).toContain('data-faults="[]"')
  }, 90_000)

  test.for([
    { scheme: 'light', flag: '--blink-settings=preferredColorScheme=1', from: 200, to: 255 },
    { scheme: 'dark', flag: '--blink-settings=preferredColorScheme=0', from: 0, to: 60 },
  ])('it is painted in the $scheme scheme', { timeout: 90_000 }, async ({ scheme, flag, from, to }, ctx) => {
    const browser = needTool(ctx, ...chromium)
    const picture = join(folder, `${scheme}.png`)
    await open(
      browser,
      renderHtml(report(), good(), facts()),
      flag,
      '--window-size=1180,900',
      `--screenshot=${picture}`,
    )
    const { width, height, background } = readPicture(readFileSync(picture))
    expect([width, height]).toEqual([1180, 900])
    expect(background).toBeGreaterThanOrEqual(from)
    expect(background).toBeLessThanOrEqual(to)
  })
})
