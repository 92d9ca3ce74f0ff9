/** The values of properties that queries name. */
import type { PropertyField, PropertyValue } from '../../unicode/properties.ts';
import type { MojiIndex } from '../index/moji-index.ts';
import { nearest, wordList } from '../index/nearest.ts';
import { QueryError, quote } from '../query/error.ts';

const EXAMPLES: Record<PropertyField, string> = {
  block: 'block:arrows and block:box_drawing',
  script: 'script:greek and script:Grek',
  category: 'category:Sm, category:Math_Symbol and category:S',
  age: 'age:1.1 and age:18.0',
  is: 'is:emoji and is:uppercase',
};

/** The value of a property that a name stands for, matched loosely; throws QueryError with the nearest name. */
export function findValue(index: MojiIndex, field: PropertyField, name: string): PropertyValue {
  const value = knownValue(index, field, name);
  if (value) return value;
  const { values } = index.property(field);
  const names = values.flatMap((each) => each.names.map((known) => known.toLowerCase()));
  const [near] = nearest(name.toLowerCase(), wordList(names), () => 0, 1);
  const advice = near ? `did you mean '${near}'?` : `there are ${values.length}, such as ${EXAMPLES[field]}`;
  throw new QueryError(`no ${field === 'is' ? 'property' : field} ${quote(name)}; ${advice}`);
}

/** The same, or undefined. An age may leave its `.0` out. */
export function knownValue(index: MojiIndex, field: PropertyField, name: string): PropertyValue | undefined {
  return index.property(field).find(field === 'age' && /^\d+$/.test(name) ? `${name}.0` : name);
}
