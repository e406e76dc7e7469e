#!/usr/bin/env node
// Starts skillchain on a Node that can run it. Written for any Node: nothing here is newer than ES2015.
'use strict'
var path = require('path')
var fs = require('fs')

var OLDEST = 22
var major = Number(process.versions.node.split('.')[0])
var entry = path.join(__dirname, '..', 'dist', 'main.js')
var args = process.argv.slice(2)

function fail(text) {
  process.stderr.write(text + '\n')
  process.exit(1)
}

function runOn(node) {
  var child = require('child_process').spawn(node, [__filename].concat(args), { stdio: 'inherit' })
  var signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  signals.forEach(function (signal) {
    process.on(signal, function () {
      child.kill(signal)
    })
  })
  child.on('error', function (error) {
    fail('skillchain: cannot start ' + node + ': ' + error.message)
  })
  child.on('exit', function (code, signal) {
    if (signal) {
      signals.forEach(function (name) {
        process.removeAllListeners(name)
      })
      process.kill(process.pid, signal)
    } else process.exit(code)
  })
}

if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
  process.stdout.write(require('../package.json').version + '\n')
} else if (major < OLDEST) {
  var pinned = path.join(__dirname, '..', 'node_modules', 'node', 'bin', 'node')
  if (fs.existsSync(pinned)) runOn(pinned)
  else
    fail(
      'skillchain needs Node ' + OLDEST + ' or newer; this is Node ' + process.versions.node + '.\n' +
        'Install a newer Node, or run it with one: npx -p node@24 -p skillchain skillchain …',
    )
} else if (!fs.existsSync(entry)) {
  fail('skillchain is not built yet: run `npm ci` (or `npm run build`) in ' + path.join(__dirname, '..'))
} else {
  var module_ = require('module')
  if (module_.enableCompileCache) module_.enableCompileCache(path.join(__dirname, '..', 'dist', '.cache'))
  import(entry).catch(function (error) {
    fail('skillchain: ' + (error && error.stack ? error.stack : error))
  })
}
