#!/usr/bin/env bash
# Builds everything, checks it and runs every test. The last line is always the sum of the counts.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
exec </dev/null

# Debian packages that tests need beyond the .NET SDK. Tests call Debian's own /usr/bin/aws,
# since the `aws` found first on PATH may be another.
debian_packages=(awscli curl prometheus python3-boto3 rclone s3cmd shellcheck)
command -v node >/dev/null || debian_packages+=(nodejs)
command -v npm >/dev/null || debian_packages+=(npm)

solution=S3Replicator.sln
reports=$PWD/artifacts/test-reports
test_timeout=900 # seconds for one test project

usage() {
  cat <<'USAGE'
Usage: ./test.sh [--filter TEXT] [--project NAME]

  --filter TEXT   run only tests whose full name contains TEXT; a VSTest filter expression
                  such as 'FullyQualifiedName~Rules&FullyQualifiedName!~Slow' is taken as it is
  --project NAME  run only the test projects whose name contains NAME
  --help          show this text

S3REPLICATOR_TEST_ENDPOINT=URL (or aws, for a real account) has another endpoint judge the acceptance
scenarios, with the credentials of the standard AWS variables. S3REPLICATOR_FUZZ_SECONDS (60) says how
long hostile requests are sent to the local AWS.

Without options everything is checked: build, format, scripts, all tests. With an option
format and scripts are left out. The last line is 'Total: N passed, N failed, N skipped'.
USAGE
}

filter='' project=''
while (($#)); do
  case $1 in
    --filter | --project)
      (($# > 1)) || { echo "$1 needs a value." >&2; exit 2; }
      [[ $1 == --filter ]] && filter=$2 || project=$2
      shift 2
      ;;
    --help | -h) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done

passed=0 failed=0 skipped=0 problems=() unchecked=()

finish() {
  local code=$?
  if ((code != 0 && ${#problems[@]} == 0)); then
    problems+=("stopped before the end (exit code $code)")
  fi
  if ((passed + failed == 0)); then
    problems+=('no test ran')
  fi
  echo
  local thing
  for thing in "${unchecked[@]}"; do
    echo "Not checked: $thing"
  done
  for problem in "${problems[@]}"; do
    echo "Problem: $problem"
    ((code != 0)) || code=1
  done
  echo "Took $((SECONDS / 60)) min $((SECONDS % 60)) s."
  echo "Total: $passed passed, $failed failed, $skipped skipped"
  exit "$code"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

step() { printf '\n==> %s (at %d s)\n' "$*" "$SECONDS"; }

set_environment() {
  export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
  export MSBUILDDISABLENODEREUSE=1 # leave no build processes behind

  # A program started by its own file looks for the runtime here when it is not in a standard place.
  local dotnet_folder
  dotnet_folder=$(dirname "$(readlink -f "$(command -v dotnet)")")
  if [[ -z ${DOTNET_ROOT:-} && -d $dotnet_folder/host/fxr ]]; then
    export DOTNET_ROOT=$dotnet_folder
  fi

  # How long the local AWS is sent hostile requests.
  export S3REPLICATOR_FUZZ_SECONDS=${S3REPLICATOR_FUZZ_SECONDS:-60}

  # No test may reach a real account with the caller's settings, unless that is what the caller asks for.
  local name
  for name in $(compgen -e AWS_ || true); do
    if [[ -z ${S3REPLICATOR_TEST_ENDPOINT:-} || ! $name =~ ^AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|REGION|DEFAULT_REGION)$ ]]; then
      unset "$name"
    fi
  done
  export AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null AWS_EC2_METADATA_DISABLED=true
}

is_installed() { [[ $(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null) == installed ]]; }

install_packages() {
  local package missing=() as_root=()
  if ! command -v apt-get >/dev/null; then
    echo "No apt-get here. Tests need: ${debian_packages[*]}"
    return
  fi
  command -v npm >/dev/null || debian_packages+=(nodejs npm)
  for package in "${debian_packages[@]}"; do
    is_installed "$package" || missing+=("$package")
  done
  ((${#missing[@]})) || return 0

  step "Installing ${missing[*]}"
  if ((EUID != 0)); then
    as_root=(sudo -n)
  fi
  local log=$reports/apt.log
  if ! {
    "${as_root[@]}" apt-get -qq update &&
      "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get -qq install --yes --no-install-recommends "${missing[@]}"
  } >"$log" 2>&1; then
    tail -n 5 "$log"
    problems+=("could not install ${missing[*]}; install them and run again")
  fi
}

# What tests take from npm; nothing of it is in the program.
install_npm_packages() {
  local target=$PWD/artifacts/npm
  if [[ $target/.installed -nt tests/npm/package-lock.json ]]; then
    return
  fi
  step 'Installing npm packages for tests'
  mkdir -p "$target"
  cp tests/npm/package.json tests/npm/package-lock.json "$target"
  if npm ci --prefix "$target" --ignore-scripts --no-audit --no-fund >"$reports/npm.log" 2>&1; then
    touch "$target/.installed"
  else
    tail -n 5 "$reports/npm.log"
    problems+=('npm packages for tests could not be installed')
  fi
}

restore() {
  step 'Restoring packages'
  local attempt
  for attempt in 1 2 3; do
    if dotnet restore "$solution" --verbosity quiet; then
      return
    fi
    echo "Restore attempt $attempt failed."
  done
  problems+=('packages could not be restored')
  exit 1
}

build() {
  step 'Building (Release, warnings are errors)'
  # One compiler for all projects has its analyzers warm, which saves a quarter of the time; it is gone afterwards.
  local code=0
  dotnet build "$solution" --configuration Release --no-restore --verbosity quiet --nologo -p:UseSharedCompilation=true || code=$?
  dotnet build-server shutdown --vbcscompiler >/dev/null || true
  if ((code != 0)); then
    problems+=('the build failed')
    exit 1
  fi
}

check_format() {
  step 'Checking format'
  # What the analyzers of the build do not see: white space and the order of imports.
  if ! dotnet format whitespace "$solution" --verify-no-changes --no-restore ||
    ! dotnet format style "$solution" --verify-no-changes --no-restore --diagnostics IMPORTS; then
    problems+=('the format differs; run: dotnet format')
  fi
}

check_scripts() {
  command -v shellcheck >/dev/null || return 0
  step 'Checking scripts'
  local scripts
  mapfile -t scripts < <(find . -name '*.sh' -not -path './artifacts/*' -not -path '*/node_modules/*' -not -path './.git/*')
  if ! shellcheck "${scripts[@]}" .ci/run eng/image-check; then
    problems+=('shellcheck has findings')
  fi
}

# Templates and manifests; the program's own template is checked beside those of the project.
check_deploy() {
  local program=artifacts/bin/S3Replicator/release/s3replicator folder=$reports/deploy-check lint=''
  step 'Checking deploy/'
  mkdir -p "$folder/deploy/cloudformation"
  "$program" iam --rules deploy/kubernetes/base/rules.yaml --format cloudformation \
    --queue-url https://sqs.us-east-1.amazonaws.com/111122223333/s3-events >"$folder/deploy/cloudformation/iam.json"

  if cfn-lint --version >/dev/null 2>&1; then
    cfn-lint deploy/cloudformation/*.yaml deploy/dashboards/*.yaml "$folder/deploy/cloudformation/iam.json" >"$folder/cfn-lint.log" 2>&1 &
    lint=$!
  else
    unchecked+=('deploy/ by cfn-lint, which is not installed')
  fi
  command -v kubectl >/dev/null || unchecked+=('deploy/kubernetes, since kubectl is not installed')

  # What npm has put there is left as it is until the lock changes.
  if ! [[ eng/deploy-check/node_modules/.package-lock.json -nt eng/deploy-check/package-lock.json ]] &&
    ! npm ci --prefix eng/deploy-check --ignore-scripts --no-audit --no-fund --silent; then
    problems+=('deploy/ is not checked: the packages of eng/deploy-check could not be installed')
  elif ! node eng/deploy-check/check.mjs . "$folder"; then
    problems+=('deploy/ has findings')
  fi
  if [[ -n $lint ]] && ! wait "$lint"; then
    cat "$folder/cfn-lint.log"
    problems+=('cfn-lint has findings')
  fi
}

# The JavaScript SDK, one of the clients that the local AWS is held to account by.
install_sdk() {
  step 'Installing the JavaScript SDK for the tests of the local AWS'
  if ! npm ci --prefix tests/S3Replicator.LocalAws.Tests/Conformance --ignore-scripts --no-audit --no-fund --silent; then
    problems+=('the packages of tests/S3Replicator.LocalAws.Tests/Conformance could not be installed')
  fi
}

# One count of the report that a test program writes when it has come to its end.
count() { sed -n "s/.*<assembly [^>]*[ ]$2=\"\([0-9]*\)\".*/\1/p" "$1" | head -n 1; }

run_project() {
  local name=$1 report=$reports/$1.xml code=0
  local arguments=(
    --results-directory "$reports" --report-xunit-xml --report-xunit-xml-filename "$name.xml"
    --progress off --show-stdout Failed --show-stderr Failed
  )
  [[ -t 1 ]] || arguments+=(--ansi off)
  if [[ $filter == *[=~]* ]]; then
    arguments+=(--filter "$filter")
  elif [[ -n $filter ]]; then
    arguments+=(--filter "FullyQualifiedName~$filter")
  fi

  step "$name"
  timeout --foreground --kill-after=10 "$test_timeout" \
    dotnet "artifacts/bin/$name/release/$name.dll" "${arguments[@]}" || code=$?

  # Exit codes of Microsoft.Testing.Platform: 0 all passed, 2 a test failed, 8 no test ran.
  local good bad skips errors
  if [[ $code =~ ^(0|2|8)$ && -s $report ]]; then
    good=$(count "$report" passed) bad=$(count "$report" failed)
    skips=$(count "$report" skipped) errors=$(count "$report" errors)
  fi
  if [[ -z ${good:-} || -z ${bad:-} || -z ${skips:-} || -z ${errors:-} ]]; then
    failed=$((failed + 1))
    problems+=("$name broke off with exit code $code; its other tests are not counted")
    return
  fi
  bad=$((bad + errors))
  if ((code == 2 && bad == 0)); then
    bad=1
  fi
  passed=$((passed + good)) failed=$((failed + bad)) skipped=$((skipped + skips))
  ((bad == 0)) || problems+=("$name has $bad failed")
}

run_tests() {
  local file
  for file in tests/*.Tests/*.Tests.csproj; do
    file=$(basename "$file" .csproj)
    [[ $file == *"$project"* ]] || continue
    run_project "$file"
  done
}

rm -rf "$reports"
mkdir -p "$reports"
set_environment
install_packages
install_npm_packages
restore
build
if [[ -z $filter$project ]]; then
  check_format
  check_scripts
  check_deploy
fi
if [[ -z $filter && S3Replicator.LocalAws.Tests == *"$project"* ]]; then
  install_sdk
fi
run_tests
