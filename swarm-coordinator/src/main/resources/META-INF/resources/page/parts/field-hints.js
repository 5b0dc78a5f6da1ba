/**
 * What the API says of each field of an experiment, out of its OpenAPI document.
 *
 * @param document as /q/openapi gives it
 * @param path of a field, such as "swarm.particles" or "ladder[0].structures"
 * @return a description and a range in words; empty where it says nothing
 */
export function hintOf(document, path) {
  const schema = schemaOf(document, path);
  return schema ? [schema.description, range(schema)].filter(Boolean).join(" ") : "";
}

/**
 * What a field of an experiment may say, where that is one of a few things.
 *
 * @param document as /q/openapi gives it
 * @param path of a field, such as "swarm.variant"
 * @return texts; none where it may say anything
 */
export function choicesOf(document, path) {
  return schemaOf(document, path)?.enum ?? [];
}

function schemaOf(document, path) {
  const schemas = document.components.schemas;
  const resolve = (schema) => {
    const ref = schema?.$ref ?? schema?.anyOf?.find((part) => part.$ref)?.$ref; // any of it and null
    return ref ? { ...schemas[ref.split("/").pop()], ...withoutRef(schema) } : schema;
  };
  let schema = schemas.ExperimentSpec;
  for (const step of path.split(".")) {
    const [name, place] = step.split("[");
    schema = resolve(schema?.properties?.[name]);
    if (place !== undefined) {
      schema = resolve(schema?.items);
    }
  }
  return schema;
}

function withoutRef({ $ref, anyOf, ...rest }) {
  return rest;
}

function range({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }) {
  // What is as large as a computer's numbers go is no range worth telling.
  const isTold = (value) => value !== undefined && Math.abs(value) <= Number.MAX_SAFE_INTEGER;
  const low = isTold(exclusiveMinimum) ? `above ${exclusiveMinimum}` : isTold(minimum) ? `at least ${minimum}` : null;
  const high = isTold(exclusiveMaximum) ? `below ${exclusiveMaximum}` : isTold(maximum) ? `at most ${maximum.toLocaleString("en-US")}` : null;
  const words = [low, high].filter(Boolean).join(", ");
  return words && `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
