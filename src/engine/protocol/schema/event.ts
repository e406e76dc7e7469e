import * as z from 'zod'

/** The schema of one type of event. */
export const event = <Type extends string, Shape extends z.ZodRawShape>(
  type: Type,
  description: string,
  shape: Shape,
) => z.object({ type: z.literal(type), ...shape }).meta({ title: type, description })
