using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace NeuroLab.Runtime.Tests.Architecture;

/// <summary>
/// Every type that a type mentions: in its bases and signatures, in attributes and what they are given, in generic arguments
/// and constraints, in local variables, catch clauses and instructions of its methods. Constants and nameof leave no trace.
/// </summary>
internal static class TypeReferences
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
        | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<int, OpCode> OpCodesByValue = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => (int)(ushort)code.Value);

    public static IReadOnlySet<Type> Of(Type type)
    {
        var found = new HashSet<Type>();
        Add(found, type.BaseType);
        foreach (var contract in type.GetInterfaces())
            Add(found, contract);
        AddConstraints(found, type.GetGenericArguments());
        AddAttributes(found, type.GetCustomAttributesData());
        foreach (var member in type.GetMembers(Declared))
            AddAttributes(found, member.GetCustomAttributesData());
        foreach (var field in type.GetFields(Declared))
            Add(found, field.FieldType);
        foreach (var method in type.GetMethods(Declared).Cast<MethodBase>().Concat(type.GetConstructors(Declared)))
            AddMethod(found, method);
        return found;
    }

    private static void AddMethod(HashSet<Type> found, MethodBase method)
    {
        if (method is MethodInfo function)
        {
            Add(found, function.ReturnType);
            AddAttributes(found, function.ReturnParameter.GetCustomAttributesData());
            AddConstraints(found, function.GetGenericArguments());
        }
        foreach (var parameter in method.GetParameters())
        {
            Add(found, parameter.ParameterType);
            AddAttributes(found, parameter.GetCustomAttributesData());
        }
        if (method.GetMethodBody() is not { } body)
            return;
        foreach (var local in body.LocalVariables)
            Add(found, local.LocalType);
        foreach (var clause in body.ExceptionHandlingClauses)
            Add(found, clause.Flags == ExceptionHandlingClauseOptions.Clause ? clause.CatchType : null);
        AddInstructions(found, method, body.GetILAsByteArray()!);
    }

    private static void AddConstraints(HashSet<Type> found, Type[] parameters)
    {
        foreach (var parameter in parameters.Where(parameter => parameter.IsGenericParameter))
        {
            AddAttributes(found, parameter.GetCustomAttributesData());
            foreach (var constraint in parameter.GetGenericParameterConstraints())
                Add(found, constraint);
        }
    }

    private static void AddAttributes(HashSet<Type> found, IList<CustomAttributeData> attributes)
    {
        foreach (var attribute in attributes)
        {
            Add(found, attribute.AttributeType);
            foreach (var argument in attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(named => named.TypedValue)))
                AddArgument(found, argument);
        }
    }

    private static void AddArgument(HashSet<Type> found, CustomAttributeTypedArgument argument)
    {
        Add(found, argument.ArgumentType);
        if (argument.Value is Type type)
            Add(found, type);
        foreach (var element in argument.Value as IEnumerable<CustomAttributeTypedArgument> ?? [])
            AddArgument(found, element);
    }

    private static void AddInstructions(HashSet<Type> found, MethodBase method, byte[] code)
    {
        for (var at = 0; at < code.Length;)
        {
            var value = (int)code[at++];
            if (value == 0xFE)
                value = value << 8 | code[at++];
            var operand = OpCodesByValue[value].OperandType;
            if (operand is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
                AddToken(found, method, BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(at)));
            at += Length(operand, code.AsSpan(at));
        }
    }

    private static void AddToken(HashSet<Type> found, MethodBase method, int token)
    {
        var member = method.Module.ResolveMember(
            token, method.DeclaringType!.GetGenericArguments(), method.IsGenericMethod ? method.GetGenericArguments() : null)!;
        Add(found, member as Type ?? member.DeclaringType);
        if (member is MethodInfo called)
        {
            Add(found, called.ReturnType);
            foreach (var argument in called.GetGenericArguments())
                Add(found, argument);
        }
    }

    private static int Length(OperandType operand, ReadOnlySpan<byte> rest) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + 4 * BinaryPrimitives.ReadInt32LittleEndian(rest),
        _ => 4,
    };

    private static void Add(HashSet<Type> found, Type? type)
    {
        if (type is null || type.IsGenericParameter)
            return;
        if (type.HasElementType)
        {
            Add(found, type.GetElementType());
            return;
        }
        if (!found.Add(type))
            return;
        foreach (var argument in type.GetGenericArguments())
            Add(found, argument);
    }
}
