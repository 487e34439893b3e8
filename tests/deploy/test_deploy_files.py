# SPDX-License-Identifier: BSD-3-Clause
"""The files of `deploy/` say what is true of this repository, and open nothing that is to be closed."""

from __future__ import annotations

import re
import shlex
import subprocess
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]

from exxtra_kit.serving import Settings
from tests.deploy.proxy import DEPLOY, judged, lay_out, make_certificate, outside_the_test_folder
from tests.house.reading import ROOT, repository_files

VARIABLES = {f"EXXTRA_{field.name.upper()}" for field in fields(Settings)}
IN_A_CONTAINER = {"EXXTRA_IP": "0.0.0.0"}  # noqa: S104  (named; nothing is bound)
OPEN_PORTS = {"80", "443"}
# Not PASSWORD_FILE, which names where it stands; not "false", which is no secret.
A_SECRET = re.compile(r"(?i)(password|passwd|token|secret|api_?key)\s*[:=]\s*[\"']?\w{6,}|PRIVATE KEY|://\w+:\w+@")


def documents(name: str) -> list[dict[str, Any]]:
    """Return the documents of a YAML file of `deploy/`."""
    with (DEPLOY / name).open(encoding="utf-8") as lines:
        return [one for one in yaml.safe_load_all(lines) if one]


def of_kind(kind: str) -> list[dict[str, Any]]:
    """Return the objects of one kind in kubernetes.yaml."""
    return [one for one in documents("kubernetes.yaml") if one["kind"] == kind]


def pods() -> dict[str, dict[str, Any]]:
    """Return the pods' specifications in kubernetes.yaml by name."""
    return {
        one["metadata"]["name"]: one["spec"]["template"]["spec"]
        for one in documents("kubernetes.yaml")
        if one["kind"] in {"Deployment", "StatefulSet"}
    }


def compose() -> dict[str, Any]:
    """Return compose.yaml."""
    (read,) = documents("compose.yaml")
    return read


def instructions() -> list[tuple[str, str]]:
    """Return the instructions of the Containerfile, each with what it says, lines joined."""
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    joined = "\n".join(lines).replace("\\\n", " ")
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in joined.splitlines()) if word]


def copied() -> list[str]:
    """Return what the Containerfile takes from the repository."""
    said = [shlex.split(rest) for word, rest in instructions() if word == "COPY"]
    return [source for parts in said if not parts[0].startswith("--") for source in parts[:-1]]


# ---- the image -----------------------------------------------------------------------------------------------


def test_the_image_is_built_from_files_of_the_repository() -> None:
    """Each file or folder that the image is built from is there, is committed, and gets past the ignore file."""
    kept = {str(path) for path in repository_files()}
    listed = (DEPLOY / "Containerfile.dockerignore").read_text(encoding="utf-8").split()

    assert len(copied()) > 5
    for source in copied():
        path = source.removeprefix("./").rstrip("/")
        assert path in kept or any(name.startswith(f"{path}/") for name in kept), f"{source} is not in the repository"
        assert f"!{path}" in listed, f"{source} is left out by Containerfile.dockerignore"


def test_the_image_has_all_that_the_wheel_needs() -> None:
    """Every file outside the package that the build puts into the wheel is copied into the image's first stage."""
    import hatch_build  # noqa: PLC0415  (a script of the build, beside the package)

    needed = {*hatch_build.files_beside_the_package(ROOT), str(ROOT / "hatch_build.py"), str(ROOT / "pyproject.toml")}

    for path in needed:
        inside = Path(path).relative_to(ROOT)
        assert any(inside == Path(one) or Path(one) in inside.parents for one in copied()), f"{inside} is not copied"


def test_the_image_runs_without_rights_and_says_how_it_is() -> None:
    """The last stage runs as a numbered user that is not root, has a health check, and gets no secret."""
    said = instructions()

    assert [rest for word, rest in said if word == "USER"] == ["10001:10001"]
    assert [rest for word, rest in said if word == "ENTRYPOINT"] == ['["exxtra", "serve"]']
    assert sum(word == "HEALTHCHECK" for word, _ in said) == 1
    assert sum(word == "FROM" for word, _ in said) == 2
    assert not [rest for word, rest in said if word == "ADD"]


def test_the_image_sets_settings_that_exist() -> None:
    """Each EXXTRA_ variable of the Containerfile is one that the site reads."""
    text = " ".join(rest for word, rest in instructions() if word in {"ENV", "HEALTHCHECK"})
    found = set(re.findall(r"EXXTRA_[A-Z_]+", text))

    assert found
    assert found <= VARIABLES


# ---- settings ------------------------------------------------------------------------------------------------


def test_compose_sets_settings_that_exist() -> None:
    """Each variable of a copy in compose.yaml is one that the site reads and accepts; each copy has a name."""
    copies = {name: one for name, one in compose()["services"].items() if name.startswith("site-")}

    assert len(copies) == 3
    for one in copies.values():
        given = {key: re.sub(r"\$\{\w+:-(.*?)\}", r"\1", value) for key, value in one["environment"].items()}
        assert set(given) <= VARIABLES
        assert Settings.read({**IN_A_CONTAINER, **given}).copy_name in {"a", "b", "c"}
    assert len({one["environment"]["EXXTRA_COPY_NAME"] for one in copies.values()}) == 3


def test_kubernetes_sets_settings_that_exist() -> None:
    """Each variable of a copy in kubernetes.yaml is one that the site reads and accepts; the pod names the copy."""
    (container,) = pods()["exxtra"]["containers"]
    given = {one["name"]: one.get("value", "exxtra-0") for one in container["env"]}

    assert set(given) <= VARIABLES
    assert Settings.read({**IN_A_CONTAINER, **given}).copy_name == "exxtra-0"
    assert container["env"][0]["valueFrom"] == {"fieldRef": {"fieldPath": "metadata.name"}}


def test_kubernetes_gives_no_variables_of_its_own() -> None:
    """No pod gets Kubernetes' variables of services: EXXTRA_PORT would be an address instead of a port."""
    assert len(pods()) == 2
    for name, pod in pods().items():
        assert pod["enableServiceLinks"] is False, name
        assert pod["automountServiceAccountToken"] is False, name


# ---- nothing open, nothing told ----------------------------------------------------------------------------------


def test_only_two_ports_are_open() -> None:
    """Compose opens 80 and 443 of the proxy to others; anything else listens on this machine only."""
    opened = {port: name for name, one in compose()["services"].items() for port in one.get("ports", [])}

    assert {name for port, name in opened.items() if not port.startswith("127.0.0.1:")} == {"proxy"}
    assert {port.split(":")[0] for port in opened if not port.startswith("127.0.0.1:")} == OPEN_PORTS
    assert compose()["networks"]["inside"]["internal"] is True
    assert all(set(one["networks"]) == {"inside"} for name, one in compose()["services"].items() if "site" in name)


def test_staffs_database_needs_a_password_that_is_not_here() -> None:
    """PostgreSQL starts for staff only, with a password from a file that is never committed."""
    database = compose()["services"]["postgres"]
    (secret,) = database["secrets"]
    file = compose()["secrets"][secret]["file"]
    ignored = subprocess.run(["git", "check-ignore", "--quiet", f"deploy/{file}"], cwd=ROOT, check=False)

    assert database["profiles"] == ["staff"]
    assert database["environment"]["POSTGRES_PASSWORD_FILE"] == f"/run/secrets/{secret}"
    assert "POSTGRES_PASSWORD" not in database["environment"]
    assert "POSTGRES_HOST_AUTH_METHOD" not in database["environment"]
    assert ignored.returncode == 0


def test_no_secret_stands_in_a_file() -> None:
    """No file of deploy/ gives a password, a token or a key."""
    found = [
        f"{path}:{number}: {line.strip()}"
        for path in repository_files()
        if path.parts[0] == "deploy"
        for number, line in enumerate((ROOT / path).read_text(encoding="utf-8").splitlines(), start=1)
        if A_SECRET.search(line)
    ]

    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "line", ["POSTGRES_PASSWORD: railways1", "c.token = 'abcdef123'", "postgresql://hub:railways1@127.0.0.1/hub"]
)
def test_a_secret_would_be_found(line: str) -> None:
    """The test above would notice a password, a token, and a password in an address."""
    assert A_SECRET.search(line)


def test_kubernetes_pods_are_restricted() -> None:
    """Each pod meets the "restricted" standard, has a read-only root and limits, and probes of an address that is."""
    for name, pod in pods().items():
        assert pod["securityContext"]["runAsNonRoot"] is True, name
        assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}, name
        for container in pod["containers"]:
            closed = container["securityContext"]
            assert closed["allowPrivilegeEscalation"] is False, name
            assert closed["readOnlyRootFilesystem"] is True, name
            assert closed["capabilities"] == {"drop": ["ALL"]}, name
            assert "memory" in container["resources"]["limits"], name
            assert container["readinessProbe"]["httpGet"]["path"] == "/health", name
        assert all("emptyDir" in one or "configMap" in one for one in pod["volumes"]), name


def test_kubernetes_copies_ask_nobody() -> None:
    """By default nothing may go in or out; a copy hears the proxy only, and nothing goes out of it."""
    policies = {one["metadata"]["name"]: one["spec"] for one in of_kind("NetworkPolicy")}

    assert policies["closed"] == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    assert policies["exxtra"]["egress"] == []
    (heard,) = policies["exxtra"]["ingress"]
    assert heard["from"] == [
        {"podSelector": {"matchLabels": pods_labels("exxtra-proxy")}},
    ]
    assert policies["exxtra"]["podSelector"]["matchLabels"] == pods_labels("exxtra")


def pods_labels(name: str) -> dict[str, str]:
    """Return the labels of the pods of a Deployment or StatefulSet."""
    (found,) = (
        one
        for one in documents("kubernetes.yaml")
        if one["kind"] in {"Deployment", "StatefulSet"} and one["metadata"]["name"] == name
    )
    labels: dict[str, str] = found["spec"]["template"]["metadata"]["labels"]
    assert found["spec"]["selector"]["matchLabels"] == labels
    return labels


def test_kubernetes_objects_find_each_other() -> None:
    """Services, budgets and the autoscaler name pods that are there; ports are those that the containers have."""
    ports = {port["name"]: port["containerPort"] for pod in pods().values() for port in pod["containers"][0]["ports"]}
    selectors = [one["spec"]["selector"] for one in of_kind("Service")]
    selectors += [one["spec"]["selector"]["matchLabels"] for one in of_kind("PodDisruptionBudget")]

    assert all(one in (pods_labels("exxtra"), pods_labels("exxtra-proxy")) for one in selectors)
    assert all(port["targetPort"] in ports for one in of_kind("Service") for port in one["spec"]["ports"])
    (scaled,) = of_kind("HorizontalPodAutoscaler")
    assert scaled["spec"]["scaleTargetRef"]["name"] in pods()
    (copies,) = (one for one in of_kind("StatefulSet"))
    headless = [one["metadata"]["name"] for one in of_kind("Service") if one["spec"].get("clusterIP") == "None"]
    assert headless == [copies["spec"]["serviceName"]]
    assert headless[0] in (DEPLOY / "kubernetes" / "copies.conf").read_text(encoding="utf-8")


def test_kustomize_takes_files_that_are_there() -> None:
    """Each file named in kustomization.yaml is there, and nginx finds under these names all that it includes."""
    (read,) = documents("kustomization.yaml")
    (made,) = read["configMapGenerator"]
    names = dict(part.rpartition("=")[::2] if "=" in part else (Path(part).name, part) for part in made["files"])
    included = set()
    for file in names.values():
        included |= set(re.findall(r"^\s*include (\S+);", (DEPLOY / file).read_text(encoding="utf-8"), re.MULTILINE))

    assert all((DEPLOY / name).is_file() for name in [*read["resources"], *names.values()])
    assert included <= set(names)
    assert made["name"] == pods()["exxtra-proxy"]["volumes"][0]["configMap"]["name"]


def test_compose_mounts_files_that_are_there() -> None:
    """Each file that compose.yaml hands to nginx is there, under the name that nginx includes it by."""
    mounted = [volume.split(":") for volume in compose()["services"]["proxy"]["volumes"]]
    files = {Path(inside).name: DEPLOY / outside for outside, inside, *_ in mounted}

    assert all(path.is_file() for name, path in files.items() if name != "tls")
    assert {"nginx.conf", "site.conf", "servers.conf", "copies.conf", "trusted.conf", "tls"} == set(files)
    assert all(volume[-1] == "ro" for volume in mounted)


def test_compose_and_its_nginx_know_the_same_copies() -> None:
    """Each copy of compose.yaml stands in copies.conf: by its address for who arrives, by its name for who returns."""
    services = compose()["services"]
    conf = (DEPLOY / "compose" / "copies.conf").read_text(encoding="utf-8")
    of_copies = {
        one["environment"]["EXXTRA_COPY_NAME"]: one["networks"]["inside"]["ipv4_address"]
        for name, one in services.items()
        if name.startswith("site-")
    }

    assert dict(re.findall(r"^\s+(\w+)\s+([\d.]+):8866;", conf, re.MULTILINE)) == of_copies
    assert set(re.findall(r"server ([\d.]+):8866 ", conf)) == set(of_copies.values())
    trusted = services["site-a"]["environment"]["EXXTRA_TRUSTED_PROXIES"]
    assert trusted == services["proxy"]["networks"]["inside"]["ipv4_address"]


# ---- nginx -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("copies", ["nginx", "compose", "kubernetes"])
def test_nginx_accepts_the_configuration(copies: str) -> None:
    """Debian's nginx, without rights, finds no fault in the configuration of each place."""
    # The cluster's own names are known in the cluster only.
    conf = (
        (DEPLOY / copies / "copies.conf").read_text(encoding="utf-8").replace("kube-dns.kube-system.svc", "127.0.0.1")
    )
    conf = conf.replace("127.0.0.1.cluster.local", "127.0.0.1").replace("exxtra.exxtra.svc.cluster.local", "127.0.0.1")
    trusted = (DEPLOY / ("kubernetes" if copies == "kubernetes" else "nginx") / "trusted.conf").read_text("utf-8")
    plain = (DEPLOY / "nginx" / "servers-plain.conf").read_text(encoding="utf-8")
    with outside_the_test_folder() as folder:
        told = judged(lay_out(folder, servers=plain, copies=conf, trusted=trusted))

    assert told.returncode == 0, told.stderr
    assert "warn" not in told.stderr


def test_nginx_accepts_the_configuration_with_tls() -> None:
    """So it does with TLS, and with the way to staff's hub."""
    text = (DEPLOY / "nginx" / "servers-tls.conf").read_text(encoding="utf-8")
    assert "# include staff.conf;" in text
    with outside_the_test_folder() as folder:
        make_certificate(folder / "tls")
        told = judged(lay_out(folder, servers=text.replace("# include staff.conf;", "include staff.conf;")))

    assert told.returncode == 0, told.stderr
    assert "warn" not in told.stderr


def test_a_wrong_configuration_is_found() -> None:
    """The two tests above would notice: a server block that nginx does not understand is refused."""
    with outside_the_test_folder() as folder:
        told = judged(lay_out(folder, servers="server { listen 8080; sticky cookie visit; }"))

    assert told.returncode != 0
    assert "sticky" in told.stderr
