import type { ValueType } from './ast.ts'

export interface Signature {
  args: readonly ValueType[]
  least: number
  most: number
  gives: ValueType
  /** Only with `--enable-feature=promql-experimental-functions`. */
  experimental: boolean
}

const TYPES: Readonly<Record<string, ValueType>> = { v: 'vector', m: 'matrix', s: 'scalar', t: 'string' }

/**
 * The functions of Prometheus up to 3.x, by what they take: v an instant vector, m a range vector, s a scalar, t a string; behind `?` what may be
 * left out, before `*` what may be repeated, `>s` that it gives a scalar. A `!` marks the experimental ones.
 */
const WRITTEN = `
abs v|absent v|absent_over_time m|acos v|acosh v|asin v|asinh v|atan v|atanh v|avg_over_time m|ceil v|changes m|clamp vss|clamp_max vs|clamp_min vs|
cos v|cosh v|count_over_time m|day_of_month ?v|day_of_week ?v|day_of_year ?v|days_in_month ?v|deg v|delta m|deriv m|exp v|first_over_time m|floor v|
histogram_avg v|histogram_count v|histogram_fraction ssv|histogram_quantile sv|histogram_stddev v|histogram_stdvar v|histogram_sum v|
holt_winters mss|hour ?v|idelta m|increase m|irate m|label_join vttt*|label_replace vtttt|last_over_time m|ln v|log10 v|log2 v|max_over_time m|
min_over_time m|minute ?v|month ?v|pi >s|predict_linear ms|present_over_time m|quantile_over_time sm|rad v|rate m|resets m|round v?s|scalar v>s|sgn v|
sin v|sinh v|sort v|sort_desc v|sqrt v|stddev_over_time m|stdvar_over_time m|sum_over_time m|tan v|tanh v|time >s|timestamp v|vector s|year ?v|
!double_exponential_smoothing mss|!end >s|!histogram_quantiles vts*|!info v?v|!mad_over_time m|!max_of ss>s|!min_of ss>s|!range >s|!sort_by_label vt*|
!sort_by_label_desc vt*|!start >s|!start_timestamp v|!step >s|!ts_of_first_over_time m|!ts_of_last_over_time m|!ts_of_max_over_time m|!ts_of_min_over_time m`

export const FUNCTIONS: ReadonlyMap<string, Signature> = new Map(
  WRITTEN.trim()
    .split(/\|\n?/)
    .map((one) => {
      const [, experimental, name = '', takes = '', gives] = /^(!?)(\w+) ([vmst?*]*)(>s)?$/.exec(one) ?? []
      const args = takes.replace(/[?*]/g, '')
      const least = takes.includes('?') ? takes.indexOf('?') : takes.includes('*') ? args.length - 1 : args.length
      const signature: Signature = {
        args: [...args].map((letter) => TYPES[letter] ?? 'vector'),
        least,
        most: takes.includes('*') ? Number.POSITIVE_INFINITY : args.length,
        gives: gives === undefined ? 'vector' : 'scalar',
        experimental: experimental === '!',
      }
      return [name, signature]
    }),
)
