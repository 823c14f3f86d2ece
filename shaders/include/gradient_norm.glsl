// ‖gradient‖² from the partial sums of gradient_norm.comp; the including shader declares `partials`.
uniform uint norm_first, norm_count;

float squared_norm()
{
    vec4 sum = vec4(0.0);
    for (uint i = gl_LocalInvocationIndex; i < norm_count; i += LOCAL_SIZE)
        sum += partials[norm_first + i];
    return group_total(sum).z;
}
