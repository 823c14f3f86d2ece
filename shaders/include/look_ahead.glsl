// How far a sharpness-aware step looks ahead along a gradient, a unit of it.
float ahead_of(float squared_norm)
{
    return rho / (sqrt(squared_norm) + 1e-12);
}
