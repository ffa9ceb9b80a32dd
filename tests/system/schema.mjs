// Checks a value against a JSON schema of an OpenAPI document, as far as ours go.

const kinds = {
    null: value => value === null,
    boolean: value => typeof value === 'boolean',
    integer: Number.isInteger,
    number: value => typeof value === 'number',
    string: value => typeof value === 'string',
    array: Array.isArray,
    object: value => typeof value === 'object' && value !== null && !Array.isArray(value),
};

function resolve(document, schema) {
    while (schema.$ref)
        schema = schema.$ref.slice(2).split('/').reduce((at, key) => at[key], document);
    return schema;
}

function* objectFindings(document, schema, value, where) {
    for (const name of schema.required ?? [])
        if (!(name in value)) yield `${where} lacks ${name}`;
    for (const [name, one] of Object.entries(value)) {
        if (schema.properties?.[name])
            yield* findings(document, schema.properties[name], one, `${where}.${name}`);
        else if (schema.additionalProperties === false || !schema.additionalProperties)
            yield `${where}.${name} is not documented`;
        else if (typeof schema.additionalProperties === 'object')
            yield* findings(document, schema.additionalProperties, one, `${where}.${name}`);
    }
}

function* findings(document, given, value, where) {
    const schema = resolve(document, given);
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices) {
        const results = choices.map(one => [...findings(document, one, value, where)]);
        if (!results.some(result => result.length === 0)) yield* results[0];
        return;
    }
    for (const part of schema.allOf ?? []) yield* findings(document, part, value, where);
    const types = [schema.type ?? []].flat();
    if (schema.nullable && value === null) return;
    if (types.length > 0 && !types.some(type => kinds[type](value)))
        yield `${where} is ${JSON.stringify(value)?.slice(0, 60)}, no ${types.join(' or ')}`;
    else if (schema.enum && !schema.enum.includes(value))
        yield `${where} is ${value}, none of ${schema.enum.join(', ')}`;
    else if (kinds.array(value) && schema.items)
        for (const [i, item] of value.entries())
            yield* findings(document, schema.items, item, `${where}[${i}]`);
    else if (kinds.object(value) && schema.properties)
        yield* objectFindings(document, schema, value, where);
}

export function schemaFindings(document, schema, value) {
    return [...findings(document, schema, value, 'answer')].slice(0, 20);
}
