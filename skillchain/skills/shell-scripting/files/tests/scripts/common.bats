#!/usr/bin/env bats

load helpers.bash

setup() { setup_copy; }

# lib FUNCTION ARGUMENT... (tests/scripts/helpers.bash) calls the library in a shell of its own: it has a `run`, as Bats has.

@test "die ends with 1, or with the status it is given" {
  run -1 lib die "something broke"
  [[ "${output}" == *"something broke"* ]]
  run -2 lib die "called wrongly" 2
}

@test "need names everything that is missing" {
  run -1 lib need bash surely-not-installed neither-this
  [[ "${output}" == *"surely-not-installed neither-this"* ]]
  run -0 lib need bash
}

@test "run prints instead of running when it is dry" {
  stub changes-things
  DRY_RUN=true run -0 lib run changes-things "with an argument"
  [[ "${output}" == *"with\\ an\\ argument"* ]]
  [[ ! -s "${CALLS}" ]]
}

@test "run runs when it is not dry" {
  stub changes-things
  DRY_RUN=false run -0 lib run changes-things once
  grep -q "changes-things once" "${CALLS}"
}

@test "another name than the target's stops" {
  CONFIRM=shop-staging run ! lib confirm_name shop-prod
  [[ "${output}" == *"nothing was changed"* ]]
}

@test "the target's name goes on, and a dry run asks for none" {
  CONFIRM=shop-prod run -0 lib confirm_name shop-prod
  DRY_RUN=true run -0 lib confirm_name shop-prod
}

@test "an environment that is not there is refused, with those that are" {
  run -2 lib use_environment nowhere
  [[ "${output}" == *"<: env.name :>"* ]]
  run -2 lib use_environment ""
  run -0 lib use_environment <: env.name :>
}

@test "a wait has an end" {
  run -1 lib wait_until 0 "what never comes" false
  [[ "${output}" == *"gave up waiting: what never comes"* ]]
  run -0 lib wait_until 5 "what is there" true
}
<% if scripts.logs == 'json' %>

@test "logs are JSON when that is wanted" {
  LOG_FORMAT=json run -0 lib log 'a "quoted" word'
  [[ "${output}" == *'"message":"a \"quoted\" word"'* ]]
}
<% endif %>
