// Additional operands of the Hessian products: v, with the layout of θ, and the rates of change of values and of δ
// as θ moves along v.
#ifdef FETCHES_TEXELS
layout(binding = SLOT_DIRECTION) uniform samplerBuffer direction;
layout(binding = SLOT_RATES) uniform samplerBuffer rates;
layout(binding = SLOT_DELTA_RATES) uniform samplerBuffer delta_rates;

vec4 direction_at(uint index) { return texelFetch(direction, int(index)); }
vec4 rate_at(uint index) { return texelFetch(rates, int(index)); }
vec4 delta_rate_at(uint index) { return texelFetch(delta_rates, int(index)); }
#else
layout(std430, binding = SLOT_DIRECTION) readonly buffer Direction { vec4 direction[]; };
layout(std430, binding = SLOT_RATES) readonly buffer Rates { vec4 rates[]; };
layout(std430, binding = SLOT_DELTA_RATES) readonly buffer DeltaRates { vec4 delta_rates[]; };

vec4 direction_at(uint index) { return direction[index]; }
vec4 rate_at(uint index) { return rates[index]; }
vec4 delta_rate_at(uint index) { return delta_rates[index]; }
#endif
