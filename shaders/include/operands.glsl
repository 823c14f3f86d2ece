// The operands of the products. A software renderer gathers from storage lane by lane, with a check for each, but
// fetches texels a vector at a time; on a GPU it makes no difference.
#ifdef FETCHES_TEXELS
layout(binding = SLOT_PARAMETERS) uniform samplerBuffer parameters;
layout(binding = SLOT_VALUES) uniform samplerBuffer values;
layout(binding = SLOT_SUMS) uniform samplerBuffer deltas;

vec4 parameter_at(uint index) { return texelFetch(parameters, int(index)); }
vec4 value_at(uint index) { return texelFetch(values, int(index)); }
vec4 delta_at(uint index) { return texelFetch(deltas, int(index)); }
#else
layout(std430, binding = SLOT_PARAMETERS) readonly buffer Parameters { vec4 parameters[]; };
layout(std430, binding = SLOT_VALUES) readonly buffer Values { vec4 values[]; };
layout(std430, binding = SLOT_SUMS) readonly buffer Deltas { vec4 deltas[]; };

vec4 parameter_at(uint index) { return parameters[index]; }
vec4 value_at(uint index) { return values[index]; }
vec4 delta_at(uint index) { return deltas[index]; }
#endif
