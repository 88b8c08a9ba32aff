<#
.SYNOPSIS
Makes the Windows package on a Windows machine, and signs it where a certificate is given.

.DESCRIPTION
Needs Windows 10 or 11, 64-bit, with Python 3.11 from python.org (the launcher `py`). Does what `python3 dev.py windows` does under Wine:
the libraries of the hashed lock in an environment of their own, PyInstaller, the zip with what comes beside it, and the trial of that zip.
The trial opens windows on the desktop and takes the officer's own profile for its own: run it in an account that has never used the program.

.EXAMPLE
packaging\windows.ps1

.EXAMPLE
packaging\windows.ps1 -Thumbprint 0123456789ABCDEF0123456789ABCDEF01234567 -TimestampServer http://timestamp.example
#>
param(
    # The thumbprint of a code-signing certificate in the store of whoever runs this. Without one nothing is signed.
    [string] $Thumbprint = '',
    # The address of a time-stamping service, so that signatures outlive the certificate. Asked for when signing.
    [string] $TimestampServer = '',
    # Make the package and do not try it.
    [switch] $Untried
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$Root = Split-Path -Parent $PSScriptRoot
$Build = Join-Path $Root 'build'
$Environment = Join-Path $Build 'windows-environment'
$Python = Join-Path $Environment 'Scripts\python.exe'
$Work = Join-Path $Build 'windows'
$Folder = Join-Path $Work 'dist\Appraisal Desk'
$Out = Join-Path $Build 'package'

function Invoke-Must {
    param([string] $What, [string] $Program, [string[]] $Arguments)
    Write-Host $What
    & $Program @Arguments
    if ($LASTEXITCODE -ne 0) { throw "$What failed with $LASTEXITCODE." }
}

if ($Thumbprint -and -not $TimestampServer) { throw 'Give -TimestampServer as well: a signature without a time ends with its certificate.' }

Push-Location $Root
try {
    $env:PYTHONUTF8 = '1'
    $env:SOURCE_DATE_EPOCH = '315532800'
    $env:PYTHONHASHSEED = '0'
    $env:PYTHONNODEBUGRANGES = '1'
    if (-not (Test-Path $Python)) { Invoke-Must 'Making an environment' 'py' @('-3.11', '-m', 'venv', $Environment) }
    Invoke-Must 'Installing the hashed lock' $Python @(
        '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input', '--require-hashes', '--only-binary=:all:',
        '--requirement', 'packaging\requirements-windows.txt')

    if (Test-Path (Join-Path $Work 'dist')) { Remove-Item -Recurse -Force (Join-Path $Work 'dist') }
    Invoke-Must 'PyInstaller' $Python @(
        '-m', 'PyInstaller', '--noconfirm', '--clean', '--log-level=WARN', '--distpath', (Join-Path $Work 'dist'),
        '--workpath', (Join-Path $Work 'pyinstaller'), 'packaging\appraisal-desk.spec')

    if ($Thumbprint) {
        $Certificate = Get-ChildItem "Cert:\CurrentUser\My\$Thumbprint"
        # What others have signed keeps their signature; all else that is native code gets ours.
        $Ours = Get-ChildItem -Recurse -File $Folder -Include '*.exe', '*.dll', '*.pyd' |
            Where-Object { (Get-AuthenticodeSignature $_.FullName).Status -eq 'NotSigned' }
        foreach ($File in $Ours) {
            $Signed = Set-AuthenticodeSignature -FilePath $File.FullName -Certificate $Certificate -HashAlgorithm SHA256 -TimestampServer $TimestampServer
            if ($Signed.Status -ne 'Valid') { throw "$($File.Name) could not be signed: $($Signed.StatusMessage)" }
        }
        Write-Host "Signed $(@($Ours).Count) files."
    }
    $Broken = Get-ChildItem -Recurse -File $Folder -Include '*.exe', '*.dll', '*.pyd' |
        Where-Object { (Get-AuthenticodeSignature $_.FullName).Status -notin 'Valid', 'NotSigned' }
    if ($Broken) { throw "These signatures do not hold: $($Broken.Name -join ', ')" }

    Invoke-Must 'The package' $Python @('packaging\bundle.py', $Folder, '--out', $Out)
    if (-not $Untried) {
        $Zip = (Get-ChildItem (Join-Path $Out '*.zip')).FullName
        Invoke-Must 'The trial' $Python @('packaging\smoke_test.py', $Zip, '--out', (Join-Path $Build 'smoke'))
    }
}
finally {
    Pop-Location
}
