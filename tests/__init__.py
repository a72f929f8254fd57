"""Tests of claimtrack; README.md beside this file says where what is tested."""
