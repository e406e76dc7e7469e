#!/usr/bin/env node
// Starts skillchain on a Node that can run it. Plain old JavaScript: it must parse on any Node to be able to explain itself.
'use strict'
var path = require('path')
var fs = require('fs')

var OLDEST = 22
var root = path.join(__dirname, '..')
var args = process.argv.slice(2)
var major = Number(process.versions.node.split('.')[0])

function fail(text) {
  process.stderr.write(text + '\n')
  process.exitCode = 1
}

// Straight to the descriptor: to open a stream costs more than all else that is done here.
function say(text) {
  try {
    fs.writeSync(1, text)
  } catch (error) {
    process.stdout.write(text)
  }
}

function runOn(node) {
  var child = require('child_process').spawn(node, [__filename].concat(args), { stdio: 'inherit' })
  var signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  signals.forEach(function (signal) {
    process.on(signal, function () {
      // A Ctrl-C reaches the whole group already; the others reach only us.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    })
  })
  child.on('error', function (error) {
    fail('skillchain: cannot start ' + node + ': ' + error.message)
  })
  child.on('exit', function (code, signal) {
    if (!signal) return process.exit(code)
    // It could not give the terminal back: cursor, pastes and line ends are put right here, and the rest by Node when it exits.
    if (process.stdout.isTTY) say('\u001b[?25h\u001b[?2004l\u001b[?7h\r\n')
    if (signal !== 'SIGINT' && signal !== 'SIGTERM') return process.exit(128 + require('os').constants.signals[signal])
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}

function start() {
  if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
    say(JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')).version + '\n')
    return
  }
  if (args.length === 1 && (args[0] === '--help' || args[0] === '-h') && major >= OLDEST) {
    var help = path.join(root, 'dist', 'help.txt')
    if (fs.existsSync(help)) {
      say(fs.readFileSync(help, 'utf8'))
      return
    }
  }
  if (major >= OLDEST) {
    if (fs.existsSync(path.join(root, 'dist', 'main.cjs'))) require('./start.cjs')
    else fail('skillchain is not built yet: run `npm ci` (or `npm run build`) in ' + root)
    return
  }
  var pinned = path.join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (fs.existsSync(pinned)) runOn(pinned)
  else {
    fail(
      'skillchain needs Node ' + OLDEST + ' or newer; this is Node ' + process.versions.node + '.\n' +
        'Install a newer Node, or borrow one: npx -p node@24 -p skillchain skillchain ' + args.join(' ')
    )
  }
}

start()
