namespace DccBridge.Tests.AssetFiles;

/// <summary>
/// A GLB of a flag of four vertices and two triangles that hangs on a root, a hip and a hand; with two morph targets and an
/// animation of two seconds at 24 frames. Each part can be replaced.
/// </summary>
internal sealed record SkinnedGlb
{
    /// <summary>Bones at the vertices: the last hangs on hip and hand, the third names the hand with a weight of zero.</summary>
    public byte[] Joints { get; init; } = [0, 0, 0, 0, 1, 0, 0, 0, 1, 2, 0, 0, 1, 2, 0, 0];

    public float[] Weights { get; init; } = [1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0.5f, 0.5f, 0, 0];

    public string Materials { get; init; } = "'materials':[{'name':'M_Flag'}]";

    public string Skins { get; init; } = "[{'joints':[1,2,3]}]";

    public string Extras { get; init; } = ",'extras':{'targetNames':['Smile','Blink']}";

    /// <summary>Key times of the animation, in seconds.</summary>
    public float[] Times { get; init; } = [.. Enumerable.Range(0, 49).Select(frame => frame / 24f)];

    /// <summary>Names of the animations; each has the same curves.</summary>
    public string[] Animations { get; init; } = ["Wave"];

    public bool HasMesh { get; init; } = true;

    /// <summary>The GLB.</summary>
    public byte[] Build()
    {
        var glb = new GlbAssembly();
        var positions = glb.Floats("VEC3", 0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0);
        var normals = glb.Floats("VEC3", 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1);
        var indices = glb.Shorts("SCALAR", 0, 1, 2, 0, 2, 3);
        var joints = glb.Bytes("VEC4", Joints);
        var weights = glb.Floats("VEC4", Weights);
        var offsets = glb.Floats("VEC3", new float[12]);
        var times = glb.Floats("SCALAR", Times);
        var turns = glb.Floats("VEC4", [.. Times.SelectMany(_ => (float[])[0, 0, 0, 1])]);
        var morphs = glb.Floats("SCALAR", [.. Times.SelectMany((_, i) => (float[])[i == 3 ? 1.5f : 0, i == 5 ? -0.5f : 0.25f])]);
        var channels = HasMesh
            ? "{'sampler':0,'target':{'node':2,'path':'rotation'}},{'sampler':0,'target':{'node':3,'path':'rotation'}},{'sampler':1,'target':{'node':4,'path':'weights'}}"
            : "{'sampler':0,'target':{'node':2,'path':'rotation'}},{'sampler':0,'target':{'node':3,'path':'rotation'}}";
        var mesh = HasMesh
            ? $$"""
                ,'meshes':[{'primitives':[{'attributes':{'POSITION':{{positions}},'NORMAL':{{normals}},'JOINTS_0':{{joints}},'WEIGHTS_0':{{weights}}},
                'indices':{{indices}},'material':0,'targets':[{'POSITION':{{offsets}}},{'POSITION':{{offsets}}}]}],'weights':[0,0.25]{{Extras}}}],'skins':{{Skins}}
                """
            : "";
        return glb.Build($$"""
            'scene':0,'scenes':[{'nodes':[0]}],{{Materials}},
            'nodes':[{'name':'Armature','children':[1,4]},{'name':'root','scale':[2,2,2],'children':[2]},{'name':'hip','children':[3]},{'name':'hand'},{'name':'Flag'{{(HasMesh ? ",'mesh':0,'skin':0" : "")}}}]{{mesh}},
            'animations':[{{string.Join(',', Animations.Select(name => $$"""{'name':'{{name}}','samplers':[{'input':{{times}},'output':{{turns}}},{'input':{{times}},'output':{{morphs}}}],'channels':[{{channels}}]}"""))}}]
            """);
    }
}
