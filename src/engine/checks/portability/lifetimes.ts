/** When AWS stops supporting something: the day it is deprecated, and the day after which nothing new can be made of it. */
export interface Lifetime {
  deprecated: string
  blocked: string
}

/** From the runtimes page of the Lambda guide, as of 2026-11. */
const RUNTIMES = `
nodejs 2016-08-30 2016-09-30
nodejs4.3 2020-03-05 2020-02-03
nodejs6.10 2019-08-12 2019-07-12
nodejs8.10 2020-03-06 2020-02-04
nodejs10.x 2021-07-30 2021-07-30
nodejs12.x 2023-03-31 2023-03-31
nodejs14.x 2023-12-04 2024-01-09
nodejs16.x 2024-06-12 2026-06-01
nodejs18.x 2025-09-01 2026-06-01
nodejs20.x 2026-04-30 2026-06-01
nodejs22.x 2027-04-30 2027-06-01
nodejs24.x 2028-04-30 2028-06-01
python2.7 2021-07-15 2021-07-15
python3.6 2022-07-18 2022-07-18
python3.7 2023-12-04 2024-01-09
python3.8 2024-10-14 2026-06-01
python3.9 2025-12-15 2026-06-01
python3.10 2026-06-30 2026-07-31
python3.11 2026-06-30 2026-07-31
python3.12 2028-10-31 2028-11-30
python3.13 2029-06-30 2029-07-31
python3.14 2029-06-30 2029-07-31
java8 2024-01-08 2024-02-08
java8.al2 2026-06-30 2026-07-31
java11 2026-06-30 2026-07-31
java17 2026-06-30 2026-07-31
java21 2029-06-30 2029-07-31
java25 2029-06-30 2029-07-31
dotnetcore1.0 2019-06-27 2019-06-30
dotnetcore2.0 2019-05-30 2019-04-30
dotnetcore2.1 2022-01-05 2022-01-05
dotnetcore3.1 2023-04-03 2023-04-03
dotnet6 2024-12-20 2026-06-01
dotnet8 2026-11-10 2026-12-10
go1.x 2024-01-08 2024-02-08
ruby2.5 2021-07-30 2021-07-30
ruby2.7 2023-12-07 2024-01-09
ruby3.2 2026-03-31 2026-06-01
ruby3.3 2027-03-31 2027-04-30
ruby3.4 2028-03-31 2028-04-30
provided 2024-01-08 2024-02-08
provided.al2 2026-06-30 2026-07-31
provided.al2023 2029-06-30 2029-07-31
`

/** The end of standard support of what costs more afterwards: EKS and major versions of RDS engines, as of 2026-11. */
const STANDARD_SUPPORT = `
eks 1.24 2024-01-31
eks 1.25 2024-05-01
eks 1.26 2024-06-11
eks 1.27 2024-07-24
eks 1.28 2024-11-26
eks 1.29 2025-03-23
eks 1.30 2025-07-23
eks 1.31 2025-11-26
eks 1.32 2026-03-23
eks 1.33 2026-07-29
eks 1.34 2026-12-02
eks 1.35 2027-03-27
mysql 5.7 2024-02-29
mysql 8.0 2026-07-31
postgres 11 2024-02-29
postgres 12 2025-02-28
postgres 13 2026-02-28
postgres 14 2027-02-28
aurora-mysql 5.7 2024-10-31
aurora-mysql 8.0 2028-04-30
aurora-postgresql 11 2024-02-29
aurora-postgresql 12 2025-02-28
aurora-postgresql 13 2026-02-28
`

const runtimes = new Map(
  rows(RUNTIMES).map(([name = '', deprecated = '', blocked = '']): [string, Lifetime] => [
    name,
    { deprecated, blocked },
  ]),
)
const support = new Map(
  rows(STANDARD_SUPPORT).map(([what = '', version = '', until = '']) => [`${what} ${version}`, until]),
)

function rows(table: string): string[][] {
  return table
    .trim()
    .split('\n')
    .map((line) => line.split(' '))
}

export function runtimeLifetime(runtime: string): Lifetime | null {
  return runtimes.get(runtime) ?? null
}

/** `15.4` is of the major version 15, `8.0.35` of 8.0; null when nothing is known of it. */
export function standardSupportUntil(what: string, version: string): string | null {
  return support.get(`${what} ${version}`) ?? support.get(`${what} ${majorOf(what, version)}`) ?? null
}

function majorOf(what: string, version: string): string {
  const parts = version.split('.')
  return what.includes('postgres') ? (parts[0] ?? '') : parts.slice(0, 2).join('.')
}
