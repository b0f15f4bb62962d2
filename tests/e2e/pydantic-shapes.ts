/** What pydantic makes of one field, and what becomes of it in a strict schema. */
export interface PydanticShape {
  /** The annotation in Python. */
  readonly field: string;
  readonly schema: Readonly<Record<string, unknown>>;
  /** How the service refuses it in a strict schema; `undefined`: it is taken. */
  readonly refusal?: string;
}

const text = { type: 'string' };
const city = {
  type: 'object',
  title: 'City',
  properties: { name: { ...text, title: 'Name' }, people: { type: 'integer', title: 'People' } },
  required: ['name', 'people'],
  additionalProperties: false,
};

/** The definitions that the shapes refer to. */
export const pydanticDefinitions = {
  City: city,
  Color: { type: 'string', title: 'Color', enum: ['red', 'green'] },
  Node: {
    type: 'object',
    title: 'Node',
    properties: {
      value: { ...text, title: 'Value' },
      children: { type: 'array', title: 'Children', items: { $ref: '#/$defs/Node' } },
    },
    required: ['value', 'children'],
    additionalProperties: false,
  },
};

const context = "In context=('properties', 'v'), ";
const lookAround = 'regex lookaround is not supported. Found at $.properties.v.anyOf[1].pattern.';

/**
 * The schemas of fields as pydantic 2 writes them and openai-python sends them on: references with words beside them put
 * in place, defaults of None left out. Written down by hand after both programs' sources.
 */
export const pydanticShapes: readonly PydanticShape[] = [
  { field: 'str', schema: { ...text, title: 'V' } },
  { field: 'Optional[str]', schema: { anyOf: [text, { type: 'null' }], title: 'V' } },
  { field: 'Field(min_length=2, max_length=9)', schema: { ...text, minLength: 2, maxLength: 9, title: 'V' } },
  {
    field: "Field(pattern='^[A-Z]{3}-[0-9]+$')",
    schema: { ...text, pattern: '^[A-Z]{3}-[0-9]+$', title: 'V' },
  },
  {
    field: 'Field(examples=[...])',
    schema: { ...text, examples: ['Ada'], description: 'A name', title: 'V' },
  },
  { field: "str = 'en'", schema: { ...text, default: 'en', title: 'V' } },
  { field: 'int, ge=1, le=5', schema: { type: 'integer', minimum: 1, maximum: 5, title: 'V' } },
  { field: 'int = 3', schema: { type: 'integer', default: 3, title: 'V' } },
  {
    field: 'float, gt=0, lt=1, multiple_of=0.25',
    schema: { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1, multipleOf: 0.25, title: 'V' },
  },
  { field: 'bool', schema: { type: 'boolean', title: 'V' } },
  { field: 'None', schema: { type: 'null', title: 'V' } },
  { field: "Literal['a']", schema: { ...text, const: 'a', title: 'V' } },
  { field: "Literal['a', 'b']", schema: { ...text, enum: ['a', 'b'], title: 'V' } },
  { field: 'Literal[1, 2]', schema: { type: 'integer', enum: [1, 2], title: 'V' } },
  { field: 'datetime', schema: { ...text, format: 'date-time', title: 'V' } },
  { field: 'date', schema: { ...text, format: 'date', title: 'V' } },
  { field: 'time', schema: { ...text, format: 'time', title: 'V' } },
  { field: 'timedelta', schema: { ...text, format: 'duration', title: 'V' } },
  { field: 'UUID', schema: { ...text, format: 'uuid', title: 'V' } },
  { field: 'EmailStr', schema: { ...text, format: 'email', title: 'V' } },
  { field: 'IPv4Address', schema: { ...text, format: 'ipv4', title: 'V' } },
  { field: 'Enum', schema: { $ref: '#/$defs/Color' } },
  { field: 'Enum, description=', schema: { description: 'Which', ...pydanticDefinitions.Color } },
  { field: 'Model', schema: { $ref: '#/$defs/City' } },
  { field: 'Optional[Model]', schema: { anyOf: [{ $ref: '#/$defs/City' }, { type: 'null' }] } },
  {
    field: 'Union[Model, Node, int]',
    schema: { anyOf: [{ $ref: '#/$defs/City' }, { $ref: '#/$defs/Node' }, { type: 'integer' }], title: 'V' },
  },
  { field: 'list[Model]', schema: { type: 'array', items: { $ref: '#/$defs/City' }, title: 'V' } },
  {
    field: 'list[list[int]]',
    schema: { type: 'array', items: { type: 'array', items: { type: 'integer' } }, title: 'V' },
  },
  {
    field: 'conlist(str, 2, 3)',
    schema: { type: 'array', items: text, minItems: 2, maxItems: 3, title: 'V' },
  },
  { field: 'Node', schema: { $ref: '#/$defs/Node' } },

  {
    field: 'Decimal',
    schema: {
      anyOf: [{ type: 'number' }, { ...text, pattern: '^(?!^[-+.]*$)[+-]?0*\\d*\\.?\\d*$' }],
      title: 'V',
    },
    refusal: lookAround,
  },
  {
    field: 'HttpUrl',
    schema: { ...text, format: 'uri', minLength: 1, maxLength: 2083, title: 'V' },
    refusal: `${context}'uri' is not a valid format.`,
  },
  {
    field: 'Path',
    schema: { ...text, format: 'path', title: 'V' },
    refusal: `${context}'path' is not a valid format.`,
  },
  {
    field: 'bytes',
    schema: { ...text, format: 'binary', title: 'V' },
    refusal: `${context}'binary' is not a valid format.`,
  },
  { field: 'Any', schema: { title: 'V' }, refusal: `${context}schema must have a 'type' key.` },
  {
    field: 'list',
    schema: { type: 'array', items: {}, title: 'V' },
    refusal: "In context=('properties', 'v', 'items'), schema must have a 'type' key.",
  },
  {
    field: 'set[str]',
    schema: { type: 'array', items: text, uniqueItems: true, title: 'V' },
    refusal: `${context}'uniqueItems' is not permitted.`,
  },
  {
    field: 'tuple[int, str]',
    schema: {
      type: 'array',
      prefixItems: [{ type: 'integer' }, text],
      items: false,
      minItems: 2,
      maxItems: 2,
      title: 'V',
    },
    refusal: `${context}'prefixItems' is not permitted.`,
  },
  {
    field: 'dict[str, int]',
    schema: { type: 'object', additionalProperties: { type: 'integer' }, title: 'V' },
    refusal: "Extra required key 'v' supplied.",
  },
  {
    field: 'Field(discriminator=)',
    schema: { oneOf: [{ $ref: '#/$defs/City' }, { $ref: '#/$defs/Node' }], title: 'V' },
    refusal: `${context}'oneOf' is not permitted.`,
  },
  {
    field: 'a reference that lost its definition',
    schema: { $ref: '#/$defs/Gone' },
    refusal: `${context}reference to component '#/$defs/Gone' which was not found in the schema.`,
  },
];
